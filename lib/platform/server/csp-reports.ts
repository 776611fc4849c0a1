/** What browsers report of the content security policy: counted in this process, the last ones kept for Health. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { logger } from "@/lib/platform/telemetry/logger";

/** Where the policy sends reports. */
export const CSP_REPORT_PATH = "/api/csp-reports";

const DAY_MS = 24 * 60 * 60_000;
/** Longest body of reports that is read, in bytes. */
const MOST_BYTES = 16_384;
/** Reports taken a minute from everybody; a page that breaks the policy in a loop sends thousands. */
const MOST_A_MINUTE = 60;
/** Hours that are told apart, for a count of the last day. */
const HOURS = 24;

/** One report, as far as it is kept. No query and no path: either may hold what is not for a log. */
export interface CspReport {
	/** ISO 8601. */
	readonly at: string;
	readonly directive: string;
	/** Origin or keyword (`inline`, `eval`) of what was blocked. */
	readonly blocked: string;
}

interface Kept {
	/** Reports by hour since 1970. */
	readonly hours: Map<number, number>;
	last: CspReport | undefined;
	minute: number;
	inMinute: number;
	/** Refused because there were too many, since the start. */
	dropped: number;
}

/** Next's bundle has its own copy of this module; they share what was counted. */
const shared = Symbol.for("afterclick.cspReports");
type Shared = { [shared]?: Kept };

function kept(): Kept {
	const holder = globalThis as Shared;
	holder[shared] ??= { hours: new Map(), last: undefined, minute: 0, inMinute: 0, dropped: 0 };
	return holder[shared];
}

export interface CspSummary {
	readonly lastDay: number;
	readonly dropped: number;
	readonly last: CspReport | null;
}

/** What has been reported to this process. */
export function cspReports(now = Date.now()): CspSummary {
	const { hours, last, dropped } = kept();
	const since = Math.floor((now - DAY_MS) / (DAY_MS / HOURS));
	const lastDay = [...hours].reduce((sum, [hour, count]) => (hour > since ? sum + count : sum), 0);
	return { lastDay, dropped, last: last ?? null };
}

/** Forgets all, for tests. */
export function forgetCspReports(): void {
	delete (globalThis as Shared)[shared];
}

/** Answers a request to {@link CSP_REPORT_PATH}: from anybody, read up to its limit, and never worth an error page. */
export function takeCspReport(request: IncomingMessage, response: ServerResponse): void {
	const end = (status: number, headers: Record<string, string> = {}) => {
		response.writeHead(status, { "cache-control": "no-store", ...headers }).end();
		request.resume();
	};
	if (request.method !== "POST") end(405, { allow: "POST" });
	else if (!admit(Date.now())) end(429, { "retry-after": "60" });
	else if (Number(request.headers["content-length"] ?? 0) > MOST_BYTES) end(413, { connection: "close" });
	if (response.headersSent) return;
	const chunks: Buffer[] = [];
	let size = 0;
	request.on("data", (chunk: Buffer) => {
		size += chunk.byteLength;
		if (size <= MOST_BYTES) chunks.push(chunk);
		else if (!response.headersSent) end(413, { connection: "close" });
	});
	request.on("end", () => {
		if (response.headersSent) return;
		const reports = readReports(Buffer.concat(chunks).toString());
		for (const report of reports) count(report);
		end(reports.length > 0 ? 204 : 400);
	});
}

function admit(now: number): boolean {
	const state = kept();
	const minute = Math.floor(now / 60_000);
	if (state.minute !== minute) Object.assign(state, { minute, inMinute: 0 });
	state.inMinute += 1;
	if (state.inMinute <= MOST_A_MINUTE) return true;
	state.dropped += 1;
	return false;
}

function count(report: CspReport): void {
	const state = kept();
	const hour = Math.floor(Date.parse(report.at) / (DAY_MS / HOURS));
	state.hours.set(hour, (state.hours.get(hour) ?? 0) + 1);
	for (const old of state.hours.keys()) if (old < hour - HOURS) state.hours.delete(old);
	state.last = report;
	logger().warn(
		{ directive: report.directive, blocked: report.blocked },
		"a browser reports the content policy",
	);
}

/** Of `report-uri` (one object) and of the Reporting API (a list); at most ten, and none that is something else. */
function readReports(text: string): CspReport[] {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return [];
	}
	const at = new Date().toISOString();
	return (Array.isArray(parsed) ? parsed : [parsed]).slice(0, 10).flatMap((entry: unknown) => {
		const outer = fields(entry);
		const body = fields(outer["csp-report"] ?? (outer.type === "csp-violation" ? outer.body : undefined));
		const directive = body.effectiveDirective ?? body["effective-directive"] ?? body["violated-directive"];
		if (typeof directive !== "string") return [];
		return [{ at, directive: word(directive), blocked: origin(body.blockedURL ?? body["blocked-uri"]) }];
	});
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function word(text: string): string {
	return /^[a-z-]{1,40}/.exec(text)?.[0] ?? "unknown";
}

function origin(blocked: unknown): string {
	if (typeof blocked !== "string" || blocked === "") return "unknown";
	if (/^[a-z-]{1,30}$/.test(blocked)) return blocked;
	return URL.canParse(blocked) ? new URL(blocked).origin.slice(0, 200) : "unknown";
}
