import { createServer, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createFairShare, type FairShareOptions } from "./fair-share";

let server: Server;
/** Requests that have arrived, and those whose client has left, as the server knows it. */
let arrived: string[] = [];
let gone: string[] = [];
let held: { path: string; response: ServerResponse }[] = [];
afterEach(() => {
	server.closeAllConnections();
	server.close();
});

/** A server whose requests stay in work until the test answers them. */
async function start(options: FairShareOptions): Promise<void> {
	const fair = createFairShare({ holderOf: (credential) => `person ${credential}`, ...options });
	const own: typeof held = [];
	held = own;
	const [came, left]: [string[], string[]] = [[], []];
	arrived = came;
	gone = left;
	server = createServer((incoming, response) => {
		came.push(incoming.url ?? "");
		response.once("close", () => left.push(incoming.url ?? ""));
		void fair.answer(incoming, response, "192.0.2.1", async () => {
			own.push({ path: incoming.url ?? "", response });
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
}

function send(path: string, cookie?: string) {
	const { port } = server.address() as AddressInfo;
	const call = request({
		port,
		path,
		agent: false,
		headers: cookie ? { cookie: `afterclick_session=${cookie}` } : {},
	});
	const status = new Promise<number | undefined>((resolve) => {
		call.on("response", (response) => {
			response.resume();
			resolve(response.statusCode);
		});
		call.on("error", () => resolve(undefined));
	});
	call.end();
	return { status, leave: () => call.destroy() };
}
const inWork = () => held.map(({ path }) => path);
const answer = (path: string) => held.splice(inWork().indexOf(path), 1)[0]?.response.end();

it("works a few of one sender's requests at a time, and others' at once", async () => {
	await start({ ofOne: 2 });
	for (const path of ["/a1", "/a2", "/a3", "/a4"]) send(path, "a");
	await expect.poll(inWork).toHaveLength(2);
	send("/b1", "b");
	send("/visitor");
	await expect.poll(inWork).toHaveLength(4);
	expect(inWork().filter((path) => path.startsWith("/a"))).toHaveLength(2);
	answer(inWork().find((path) => path.startsWith("/a")) ?? "");
	await expect.poll(() => inWork().filter((path) => path.startsWith("/a")).length).toBe(2);
});

it("gives invalid credentials no line of their own, and all credentials of one person the same line", async () => {
	const good = new Map([
		["one", "kim"],
		["two", "kim"],
	]);
	await start({ ofOne: 1, ofAddress: 2, holderOf: (credential) => good.get(credential) });
	for (const made of ["x", "y", "z"]) send(`/${made}`, made);
	await expect.poll(inWork).toHaveLength(2);
	send("/one", "one");
	await expect.poll(inWork).toContain("/one");
	send("/two", "two");
	send("/api/health", "two");
	await expect.poll(inWork).toContain("/api/health");
	expect(inWork()).not.toContain("/two");
	answer("/one");
	await expect.poll(inWork).toContain("/two");
});

it("asks a sender with too many waiting to retry, and never makes a probe wait", async () => {
	await start({ ofOne: 1, waiting: 1 });
	send("/a1", "a");
	await expect.poll(inWork).toEqual(["/a1"]);
	const told: unknown[] = [];
	for (const path of ["/a2", "/a3", "/a4", "/a5"])
		void send(path, "a").status.then((status) => told.push(status));
	// One waits, the one that came first; the others get an error.
	await expect.poll(() => told).toEqual([429, 429, 429]);
	send("/api/health", "a");
	await expect.poll(inWork).toContain("/api/health");
});

it("does not start a request nobody waits for any more", async () => {
	await start({ ofOne: 1 });
	send("/a1", "a");
	await expect.poll(inWork).toEqual(["/a1"]);
	const left = send("/a2", "a");
	await expect.poll(() => arrived).toContain("/a2");
	send("/a3", "a");
	await expect.poll(() => arrived).toContain("/a3");
	left.leave();
	await expect.poll(() => gone).toContain("/a2");
	answer("/a1");
	await expect.poll(inWork).toEqual(["/a3"]);
});

it("counts an event stream only until it has started", async () => {
	await start({ ofOne: 1 });
	send("/stream", "a");
	await expect.poll(inWork).toEqual(["/stream"]);
	held[0]?.response.writeHead(200, { "content-type": "text/event-stream" });
	held[0]?.response.write(": open\n\n");
	send("/a2", "a");
	await expect.poll(inWork).toContain("/a2");
});
