import { expect } from "@playwright/test";
import { OwnApp } from "./own-app";
import { test } from "./test";

/** The server around the pages: its log, its limits, and how it says good-bye. */

test.describe.configure({ mode: "serial" });

let own: OwnApp;
test.beforeAll(async () => {
	own = await OwnApp.start();
});
test.afterAll(() => own?.clear());

interface Line {
	readonly msg: string;
	readonly requestId: string;
	readonly method: string;
	readonly path: string;
	readonly status: number;
	readonly durationMs: number;
	readonly bytes: number;
}
const lines = (): Line[] =>
	own.printed
		.split("\n")
		.filter((line) => line.startsWith("{"))
		.map((line) => JSON.parse(line) as Line);

test("one log line per request, with the response's id and nothing confidential", async ({ request }) => {
	const chosen = "01a20b56-6f14-73cd-baea-455e5139d957";
	const answer = await request.get(
		`${own.url}/api/findings?text=hunter2-in-the-query&user=ada@contoso.example`,
		{
			headers: { "x-request-id": chosen, cookie: "other=hunter2-cookie", referer: "http://hunter2.example/" },
		},
	);
	expect(answer.status()).toBe(200);
	const id = answer.headers()["x-request-id"] ?? "";
	expect(id).not.toBe(chosen);
	await expect
		.poll(() => lines().find((line) => line.requestId === id))
		.toMatchObject({
			level: "info",
			msg: "request",
			method: "GET",
			path: "/api/findings",
			status: 200,
		});
	const line = lines().find(({ requestId }) => requestId === id);
	expect(line?.durationMs).toBeGreaterThan(0);
	expect(line?.bytes).toBeGreaterThan((await answer.body()).byteLength);

	const token = await request.get(`${own.url}/api/findings`, {
		headers: { authorization: "Bearer hunter2-token" },
	});
	expect(token.status()).toBe(401);
	expect((await request.get(`${own.url}/https%3A%2F%2Fhunter2.example/ada@hunter2.example`)).status()).toBe(
		404,
	);
	const note = await request.post(`${own.url}/api/findings/decisions`, {
		data: { verdict: "triaged", note: "hunter2-note", ids: ["hunter2"], versions: {} },
	});
	expect(note.status()).toBe(422);
	expect((await note.json()).requestId).toBe(note.headers()["x-request-id"]);
	await expect.poll(() => lines().filter(({ msg }) => msg === "request").length).toBeGreaterThanOrEqual(4);
	expect(own.printed).not.toContain("hunter2");
	expect(own.printed).not.toContain("ada@");
});

test("a body that is too large gets a response, with or without a Content-Length", async ({ request }) => {
	const large = JSON.stringify({ note: "x".repeat(5_000_000) });
	const announced = await request.post(`${own.url}/api/findings/decisions`, {
		data: large,
		headers: { "content-type": "application/json" },
	});
	expect(announced.status()).toBe(413);
	expect(announced.headers()["content-type"]).toBe("application/problem+json");
	const streamed = await fetch(`${own.url}/api/findings/decisions`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: new Blob([large]).stream(),
		duplex: "half",
	} as RequestInit);
	expect(streamed.status).toBe(413);
	expect(await streamed.json()).toMatchObject({ code: "too_large" });
});

test("a write from another origin is rejected, one from its own origin is not", async ({ request }) => {
	const from = async (origin: string) =>
		(await request.post(`${own.url}/api/findings/decisions`, { data: {}, headers: { origin } })).status();
	expect(await from("https://evil.example")).toBe(403);
	expect(await from("null")).toBe(403);
	expect(await from(own.url)).toBe(422);
});

test("it is alive and ready; asked to stop it is alive, not ready, and still answers", async ({
	request,
}) => {
	await own.restart({ SHUTDOWN_DELAY_SECONDS: "4" });
	const ready = await request.get(`${own.url}/api/ready`);
	expect(await ready.json()).toEqual({
		status: "ready",
		stopping: false,
		database: "ok",
		migrations: "applied",
		jobs: "started",
		disk: "ok",
	});
	expect(await (await request.get(`${own.url}/api/health`)).json()).toEqual({ status: "ok" });

	const stopped = own.stop();
	await expect.poll(async () => (await request.get(`${own.url}/api/ready`)).status()).toBe(503);
	expect(await (await request.get(`${own.url}/api/ready`)).json()).toMatchObject({ stopping: true });
	expect((await request.get(`${own.url}/api/health`)).status()).toBe(200);
	expect((await request.get(`${own.url}/api/findings?limit=1`)).status()).toBe(200);
	await stopped;
	await expect(request.get(`${own.url}/api/health`)).rejects.toThrow(/ECONNREFUSED/);
});
