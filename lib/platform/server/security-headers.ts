/** What every answer of this server tells the browser to refuse. */
import { createHash } from "node:crypto";
import { CSP_REPORT_PATH } from "./csp-reports";

/**
 * The style attributes that the server's HTML may carry, to the letter: Base UI hides the input behind a select
 * or a combobox with one and has no other way. Everything else is a class, or set by a script.
 */
const STYLE_ATTRIBUTES = [
	"clip-path:inset(50%);overflow:hidden;white-space:nowrap;border:0;padding:0;width:1px;height:1px;margin:0;position:fixed;top:0;left:0",
	"clip-path:inset(50%);overflow:hidden;white-space:nowrap;border:0;padding:0;width:1px;height:1px;margin:0;position:absolute",
];
const STYLE_HASHES = STYLE_ATTRIBUTES.map(
	(style) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`,
).join(" ");

export interface SecurityHeaderOptions {
	/** Fresh for every request, base64: the scripts of the page it answers carry it. */
	readonly nonce: string;
	/** Next's development server evaluates code, injects styles and keeps a socket. */
	readonly development: boolean;
	/** Whether people reach this server by https only, as PUBLIC_URL says. */
	readonly https: boolean;
}

/**
 * The page may load and talk to nothing but this server: a URL in a finding can be shown, never fetched. A
 * script runs only with the nonce or when such a script loads it; a style only from a file of ours. `onclick=""`
 * and `style=""` in markup count for nothing.
 */
export function contentSecurityPolicy({ nonce, development, https }: SecurityHeaderOptions): string {
	return [
		"default-src 'self'",
		`script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
		`style-src 'self'${development ? " 'unsafe-inline'" : ""}`,
		...(development ? [] : [`style-src-attr 'unsafe-hashes' ${STYLE_HASHES}`]),
		"img-src 'self' data:",
		`connect-src 'self'${development ? " ws:" : ""}`,
		"worker-src 'self'",
		"object-src 'none'",
		"frame-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
		// The first for browsers without the second.
		`report-uri ${CSP_REPORT_PATH}`,
		"report-to csp",
		...(https ? ["upgrade-insecure-requests"] : []),
	].join("; ");
}

/** Nothing in the product asks for these; copying is all it does with the machine around it. */
const PERMISSIONS = [
	"camera=()",
	"clipboard-read=()",
	"clipboard-write=(self)",
	"display-capture=()",
	"geolocation=()",
	"hid=()",
	"microphone=()",
	"midi=()",
	"payment=()",
	"serial=()",
	"usb=()",
].join(", ");

const YEAR_SECONDS = 31_536_000;

/**
 * Header names (lower case) and values. `Strict-Transport-Security` only where https is promised: a browser that
 * once read it opens this name by https alone, which a server on plain http would not survive.
 */
export function securityHeaders(options: SecurityHeaderOptions): Record<string, string> {
	return {
		"content-security-policy": contentSecurityPolicy(options),
		"cross-origin-opener-policy": "same-origin",
		"cross-origin-resource-policy": "same-origin",
		"origin-agent-cluster": "?1",
		"permissions-policy": PERMISSIONS,
		"referrer-policy": "no-referrer",
		"reporting-endpoints": `csp="${CSP_REPORT_PATH}"`,
		"x-content-type-options": "nosniff",
		"x-dns-prefetch-control": "off",
		"x-frame-options": "DENY",
		...(options.https ? { "strict-transport-security": `max-age=${YEAR_SECONDS}` } : {}),
	};
}
