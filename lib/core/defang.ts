import { visibleText } from "@/lib/core/visible-text";

/**
 * A URL made harmless to read and to paste: `hxxps://bad[.]example/path`. Dots are bracketed in the host only,
 * so that paths stay readable; control and bidirectional characters are shown as escapes, since the text comes
 * from an attacker. Works on anything, also on what is no URL or was defanged before. For text that may hold a URL:
 * `visibleText` and `visibleProse`.
 */
export function defang(url: string): string {
	const shown = visibleText(url);
	const match = /^([a-z][a-z0-9+.-]*)(\[:\]|:)(\/\/)?([^/?#]*)(.*)$/is.exec(shown);
	if (!match) return bracketDots(shown);
	const [, scheme = "", colon = "", slashes = "", host = "", rest = ""] = match;
	// Without slashes it is a scheme such as javascript, or a host with its port.
	const start = slashes === "" ? `${bracketDots(scheme)}[:]` : `${scheme}${colon}//`;
	return `${start}${bracketDots(host)}${rest}`;
}

function bracketDots(text: string): string {
	return text.replace(/(?<!\[)\.(?!\])/g, "[.]");
}

/** The host of a URL, defanged, for a narrow column; the whole text defanged when it has none. */
export function defangedHost(url: string): string {
	const match = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url);
	return match?.[1] ? defang(match[1]) : defang(url);
}
