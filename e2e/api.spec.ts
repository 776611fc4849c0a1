import { expect, test } from "@playwright/test";
import { type AppProcess, copyGround, startApp } from "../scripts/app-process";
import { fuzz } from "../test/fuzz/fuzz";

/** The API against its own document, on an app of its own: the requests decide, run and import at random. */

const SEED = 20_261_124;
const REQUESTS = 1_200;
/** What must have been done, and not only refused. */
const REACHED = [
	"GET /api/findings",
	"GET /api/findings/{id}",
	"PUT /api/findings/{id}/decision",
	"POST /api/findings/decisions",
	"GET /api/audit",
	"GET /api/runs/{id}",
	"GET /api/cases/{id}",
	"GET /api/handovers/{id}",
];

let app: AppProcess;
test.beforeAll(async () => {
	app = await startApp({ RATE_LIMIT_READS: "0", RATE_LIMIT_WRITES: "0" }, copyGround);
});
test.afterAll(() => app.stop());

test(`answers ${REQUESTS} generated requests as its document says`, async () => {
	const report = await fuzz({ url: app.url, requests: REQUESTS, seed: SEED, clients: 8 });
	expect(report.failures).toEqual([]);
	expect(report.requests).toBe(REQUESTS);
	expect(report.repeated).toBeGreaterThan(0);
	for (const operation of REACHED) expect(report.reached[operation], operation).toBeGreaterThan(0);
});

test("answers a URL that can't be decoded, and an unknown cookie, without a server error", async () => {
	const address = await fetch(`${app.url}/api/findings/%E0%A4%A`);
	expect(address.status).toBe(422);
	expect(address.headers.get("content-type")).toBe("application/problem+json");
	const cookie = await fetch(`${app.url}/api/me`, { headers: { cookie: "afterclick_session=%E0%A4%A" } });
	expect(cookie.status).toBe(200);
});
