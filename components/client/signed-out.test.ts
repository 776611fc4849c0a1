import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiProblem, request } from "@/components/client/api";
import { answerSignedOut } from "./signed-out";

const answer = (status: number, body: object) =>
	Response.json(body, { status, headers: { "content-type": "application/problem+json" } });
const signedOut = () =>
	answer(401, { code: "unauthenticated", title: "Sign-in required", detail: "Sign in first." });

/** Answers each request with the next of these, and keeps what was sent. */
function serve(...answers: readonly (() => Response)[]) {
	const rest = [...answers];
	const sent: unknown[] = [];
	vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
		sent.push([init.method, path, init.body]);
		return (rest.shift() ?? signedOut)();
	});
	return sent;
}

let undo = () => {};
afterEach(() => {
	undo();
	vi.unstubAllGlobals();
});

const decide = () => request<{ ok: boolean }>("/api/x", { method: "POST", json: { verdict: "benign" } });

describe("a request after the session has ended", () => {
	it("fails at once where nothing can ask for a sign-in", async () => {
		const sent = serve(signedOut);
		await expect(decide()).rejects.toMatchObject({ status: 401 });
		expect(sent).toHaveLength(1);
	});

	it("is sent again unchanged after the sign-in", async () => {
		const asked: boolean[] = [];
		undo = answerSignedOut(async (write) => {
			asked.push(write);
			return true;
		});
		const sent = serve(signedOut, () => answer(200, { ok: true }));
		expect(await decide()).toEqual({ ok: true });
		expect(sent).toEqual([
			["POST", "/api/x", '{"verdict":"benign"}'],
			["POST", "/api/x", '{"verdict":"benign"}'],
		]);
		serve(signedOut, () => answer(200, { ok: true }));
		await request("/api/x");
		expect(asked).toEqual([true, false]);
	});

	it("fails with the original error when the person cancels the sign-in", async () => {
		undo = answerSignedOut(async () => false);
		const sent = serve(signedOut);
		await expect(decide()).rejects.toBeInstanceOf(ApiProblem);
		expect(sent).toHaveLength(1);
	});

	it("is not sent again when it was cancelled in the meantime", async () => {
		const leaving = new AbortController();
		undo = answerSignedOut(async () => {
			leaving.abort();
			return true;
		});
		const sent = serve(signedOut);
		await expect(request("/api/x", { signal: leaving.signal })).rejects.toMatchObject({ name: "AbortError" });
		expect(sent).toHaveLength(1);
	});

	it("leaves other errors alone", async () => {
		const ask = vi.fn(async () => true);
		undo = answerSignedOut(ask);
		serve(() => answer(403, { code: "forbidden", detail: "No." }));
		await expect(decide()).rejects.toMatchObject({ status: 403 });
		expect(ask).not.toHaveBeenCalled();
	});
});
