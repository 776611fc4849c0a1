const BROWSERS: readonly (readonly [mark: RegExp, name: string])[] = [
	[/\bEdgA?\//, "Edge"],
	[/\bOPR\//, "Opera"],
	[/\bFirefox\//, "Firefox"],
	[/\b(?:Headless)?Chrome\//, "Chrome"],
	[/\bSafari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [mark: RegExp, name: string])[] = [
	[/\bAndroid\b/, "Android"],
	[/\b(?:iPhone|iPad)\b/, "iOS"],
	[/\bWindows\b/, "Windows"],
	[/\bMac OS X\b/, "macOS"],
	[/\bCrOS\b/, "ChromeOS"],
	[/\bLinux\b/, "Linux"],
];

/** What a browser says it is, in words: "Firefox on Windows". A hint for recognising it, no proof. */
export function browserName(userAgent: string | null): string {
	const browser = BROWSERS.find(([mark]) => mark.test(userAgent ?? ""))?.[1];
	const system = SYSTEMS.find(([mark]) => mark.test(userAgent ?? ""))?.[1];
	if (browser === undefined) return system === undefined ? "Unknown browser" : `A browser on ${system}`;
	return system === undefined ? browser : `${browser} on ${system}`;
}
