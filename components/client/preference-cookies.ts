import { isZone } from "@/components/client/time-format";

export type Theme = "system" | "light" | "dark";
export type Density = "compact" | "comfortable";

/** What a person prefers of the looks. Kept in cookies, so that the server draws it right the first time. */
export interface Preferences {
	readonly theme: Theme;
	/** `UTC`, or the IANA name of the local zone. */
	readonly zone: string;
	readonly density: Density;
}

export const PREFERENCE_COOKIES = {
	theme: "afterclick_theme",
	zone: "afterclick_zone",
	density: "afterclick_density",
} as const satisfies Record<keyof Preferences, string>;

/** Reads the preferences; what is missing or wrong is the default. */
export function readPreferences(cookie: (name: string) => string | undefined): Preferences {
	const theme = cookie(PREFERENCE_COOKIES.theme);
	const zone = cookie(PREFERENCE_COOKIES.zone);
	return {
		theme: theme === "light" || theme === "dark" ? theme : "system",
		zone: zone !== undefined && isZone(zone) ? zone : "UTC",
		density: cookie(PREFERENCE_COOKIES.density) === "compact" ? "compact" : "comfortable",
	};
}

/** What `<html>` carries of the preferences, for the style sheet. */
export function documentAttributes(preferences: Preferences): Record<`data-${string}`, string | undefined> {
	return {
		"data-theme": preferences.theme === "system" ? undefined : preferences.theme,
		"data-density": preferences.density,
	};
}

/** Keeps a preference for a year. */
export function writeCookie(name: string, value: string): void {
	// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
	document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}
