import { visibleText } from "@/lib/visible-text";

/**
 * A URL made harmless to read and to paste: `hxxps://bad[.]example/path`. Dots are bracketed in the host only,
 * so that paths stay readable; control and bidirectional characters are shown as escapes, since the text comes
 * from an attacker. Works on anything, also on what is no URL.
 */
export function defang(url: string): string {
	const shown = visibleText(url);
	const match = /^([a-z][a-z0-9+.-]*):(\/\/)?([^/?#]*)(.*)$/is.exec(shown);
	if (!match) return shown.replace(/\./g, "[.]");
	const [, scheme = "", slashes = "", host = "", rest = ""] = match;
	return `${defangScheme(scheme)}${slashes === "" ? "[:]" : "://"}${host.replace(/\./g, "[.]")}${rest}`;
}

function defangScheme(scheme: string): string {
	return scheme.replace(/^http/i, "hxxp").replace(/^ftp/i, "fxp");
}

/** The host of a URL, defanged, for a narrow column; the whole text defanged when it has none. */
export function defangedHost(url: string): string {
	const match = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url);
	return match?.[1] ? defang(match[1]) : defang(url);
}
