import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { policyCheck } from "@/lib/operations/health/installation-rules";
import { CSP_REPORT_PATH, cspReports, forgetCspReports } from "./csp-reports";
import { type HttpServer, listen } from "./http";
import { contentSecurityPolicy, securityHeaders } from "./security-headers";

let server: HttpServer;
beforeEach(async () => {
	forgetCspReports();
	server = await listen({ host: "127.0.0.1", port: 0, allowedHosts: [] });
});
afterEach(() => server.stop(100));

const send = (body: string, init: RequestInit = {}) =>
	fetch(`http://127.0.0.1:${server.port}${CSP_REPORT_PATH}`, {
		method: "POST",
		headers: { "content-type": "application/csp-report" },
		body,
		...init,
	});
const old = JSON.stringify({
	"csp-report": {
		"document-uri": "http://localhost/findings",
		"effective-directive": "script-src-elem",
		"blocked-uri": "https://evil.example/x.js?token=secret",
	},
});
const modern = JSON.stringify([
	{ type: "csp-violation", body: { effectiveDirective: "style-src-attr", blockedURL: "inline" } },
	{ type: "deprecation", body: {} },
]);

describe("reports of the content policy", () => {
	it("are requested by every response's policy, in both ways", () => {
		const options = { nonce: "n", development: false, https: false };
		expect(contentSecurityPolicy(options)).toContain(`report-uri ${CSP_REPORT_PATH}; report-to csp`);
		expect(securityHeaders(options)["reporting-endpoints"]).toBe(`csp="${CSP_REPORT_PATH}"`);
	});

	it("are counted, without the details of a URL, and shown in Health", async () => {
		expect(policyCheck(cspReports()).level).toBe("ok");
		expect((await send(old)).status).toBe(204);
		expect(cspReports()).toMatchObject({
			lastDay: 1,
			last: { directive: "script-src-elem", blocked: "https://evil.example" },
		});
		expect((await send(modern)).status).toBe(204);
		const summary = cspReports();
		expect(summary).toMatchObject({ lastDay: 2, last: { directive: "style-src-attr", blocked: "inline" } });
		expect(policyCheck(summary)).toMatchObject({
			level: "warning",
			says: expect.stringContaining("2 reports"),
		});
		// They are of the last day alone.
		expect(cspReports(Date.now() + 25 * 3_600_000).lastDay).toBe(0);
	});

	it("are counted only if small, well-formed and posted", async () => {
		expect((await send("hello")).status).toBe(400);
		expect((await send("[1]")).status).toBe(400);
		expect((await send(`{"a":"${"x".repeat(20_000)}"}`)).status).toBe(413);
		expect((await fetch(`http://127.0.0.1:${server.port}${CSP_REPORT_PATH}`)).status).toBe(405);
		expect(cspReports().lastDay).toBe(0);
	});

	it("are limited: a page in a loop stalls nothing, and dropped reports are counted", async () => {
		const statuses = await Promise.all(Array.from({ length: 150 }, async () => (await send(old)).status));
		const taken = statuses.filter((status) => status === 204).length;
		// The minute may turn in between.
		expect(taken).toBeGreaterThanOrEqual(60);
		expect(taken).toBeLessThanOrEqual(120);
		expect(cspReports()).toMatchObject({ lastDay: taken, dropped: 150 - taken });
		expect(policyCheck(cspReports()).says).toContain("too many to count");
	});
});
