import { Agent, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type HttpServer, type ListenOptions, listen } from "./http";

/** What the server refuses by itself, spoken to over a socket as a client would. */

const servers: HttpServer[] = [];
async function start(options: Partial<ListenOptions> = {}): Promise<HttpServer> {
	const server = await listen({ host: "127.0.0.1", port: 0, allowedHosts: [], ...options });
	servers.push(server);
	server.answerWith(async (incoming, response) => {
		for await (const _ of incoming);
		response.end(JSON.stringify({ id: incoming.headers["x-request-id"] }));
	});
	return server;
}
afterEach(async () => {
	for (const server of servers.splice(0)) await server.stop(100);
});

interface Answer {
	readonly status: number | undefined;
	readonly headers: IncomingMessage["headers"];
	readonly body: string;
}

function send(
	port: number,
	options: {
		method?: string;
		path?: string;
		headers?: Record<string, string>;
		body?: Buffer;
		agent?: Agent;
	} = {},
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const { body, ...rest } = options;
		const call = request({ host: "127.0.0.1", port, ...rest }, (response) => {
			const chunks: Buffer[] = [];
			response.on("data", (chunk) => chunks.push(chunk));
			response.on("end", () =>
				resolve({
					status: response.statusCode,
					headers: response.headers,
					body: Buffer.concat(chunks).toString(),
				}),
			);
		});
		call.on("error", reject);
		call.end(body);
	});
}

/** Everything the server sends on a connection that speaks only `text`, until it closes. */
function speak(port: number, text: string): Promise<{ heard: string }> {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1", () => socket.write(text));
		let heard = "";
		socket.on("data", (chunk) => {
			heard += chunk;
		});
		socket.on("error", () => {});
		socket.on("close", () => resolve({ heard }));
	});
}

describe("the server", () => {
	it("gives every request its own id", async () => {
		const { port } = await start();
		const chosen = "01a20b56-6f14-73cd-baea-455e5139d957";
		const { headers, body } = await send(port, { headers: { "x-request-id": chosen } });
		expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
		expect(headers["x-request-id"]).not.toBe(chosen);
		expect(JSON.parse(body)).toEqual({ id: headers["x-request-id"] });
	});

	it("keeps nothing of the bodies received on a connection", async () => {
		const server = await start();
		const listeners: number[] = [];
		server.answerWith(async (incoming, response) => {
			for await (const _ of incoming);
			listeners.push(incoming.socket.listenerCount("close"));
			response.end();
		});
		const agent = new Agent({ keepAlive: true, maxSockets: 1 });
		for (let sent = 0; sent < 30; sent++) {
			await send(server.port, { method: "POST", body: Buffer.from("{}"), agent });
		}
		agent.destroy();
		expect(new Set(listeners)).toEqual(new Set([listeners[0]]));
	});

	it("refuses a write from another origin, with a problem document", async () => {
		const { port } = await start();
		const from = (origin: string) =>
			send(port, { method: "POST", headers: { origin, host: `localhost:${port}` } });
		const refused = await from("https://evil.example");
		expect(refused).toMatchObject({ status: 403 });
		expect(refused.headers["content-type"]).toBe("application/problem+json");
		expect(JSON.parse(refused.body)).toMatchObject({
			code: "forbidden",
			requestId: refused.headers["x-request-id"],
		});
		expect(await from(`http://localhost:${port}`)).toMatchObject({ status: 200 });
	});

	it("returns 413 for a body that is too large, and keeps the connection open until the sender reads it", async () => {
		const { port } = await start({ uploads: [{ path: /^\/upload$/, bytes: 40_000_000 }] });
		const body = Buffer.alloc(30_000_000, "x");
		const refused = await send(port, { method: "POST", body });
		expect(refused.status).toBe(413);
		expect(JSON.parse(refused.body)).toMatchObject({ code: "too_large" });
		expect(await send(port, { method: "POST", path: "/upload?x=1", body })).toMatchObject({ status: 200 });
	});

	describe("an upload whose handler refuses it early", () => {
		const SIZE = 5_000_000;
		/** What a handler may do with a body before it answers. */
		const READERS: Record<string, (incoming: IncomingMessage) => Promise<unknown>> = {
			"without a look at it": async () => undefined,
			"after a first part, and leaves the rest standing": (incoming) =>
				incoming[Symbol.asyncIterator]().next(),
			"after a first part, and it wants no more": async (incoming) => {
				for await (const _ of incoming) break;
			},
			"after a part of a Request's body, left standing": (incoming) => asRequest(incoming).getReader().read(),
			"after a part of a Request's body, then cancelled": async (incoming) => {
				const reader = asRequest(incoming).getReader();
				await reader.read();
				await reader.cancel();
			},
		};
		/** As Next makes it. */
		const asRequest = (incoming: IncomingMessage) => {
			const init = { method: "POST", body: incoming as unknown as BodyInit, duplex: "half" };
			const { body } = new Request("http://localhost/upload", init);
			if (!body) throw new Error("it has no body");
			return body;
		};
		async function refusing(read: (incoming: IncomingMessage) => Promise<unknown>): Promise<HttpServer> {
			const server = await start({ uploads: [{ path: /^\/upload$/, bytes: 10_000_000 }] });
			server.answerWith(async (incoming, response) => {
				await read(incoming);
				response.writeHead(422).end("refused");
			});
			return server;
		}

		it.each(Object.entries(READERS))(
			"%s: is received by a client that sends all of it first",
			async (_, read) => {
				const { port } = await refusing(read);
				const socket = connect(port, "127.0.0.1");
				const heard = new Promise<string>((resolve, reject) => {
					let text = "";
					socket.on("data", (chunk) => {
						text += chunk;
						if (text.includes("refused")) resolve(text);
					});
					socket.on("error", reject);
					socket.on("close", () => reject(new Error(`closed after ${JSON.stringify(text)}`)));
				});
				heard.catch(() => undefined);
				socket.pause(); // it looks at no answer before all is sent
				socket.write(`POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${SIZE}\r\n\r\n`);
				await new Promise<void>((resolve, reject) => {
					socket.once("error", reject);
					socket.write(Buffer.alloc(SIZE, "x"), (error) => (error ? reject(error) : resolve()));
				});
				socket.resume();
				expect(await heard).toMatch(/^HTTP\/1\.1 422 /);
				socket.destroy();
			},
		);

		it.each(Object.entries(READERS))(
			"%s: is received by fetch, every time",
			async (_, read) => {
				const { port } = await refusing(read);
				const body = Buffer.alloc(SIZE, "x");
				const upload = async () => {
					const answer = await fetch(`http://127.0.0.1:${port}/upload`, { method: "POST", body });
					return `${answer.status} ${await answer.text()}`;
				};
				const lane = async () => {
					for (let n = 0; n < 10; n++) expect(await upload()).toBe("422 refused");
				};
				await Promise.all([lane(), lane(), lane(), lane()]);
			},
			30_000,
		);
	});

	it.each([
		["an upgrade", "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"],
		["a tunnel", "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n"],
		["TRACE", "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n"],
		["two slashes", "GET //evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"],
		["a path that encodes no text", "GET /cases/%E0%A4%A HTTP/1.1\r\nHost: localhost\r\n\r\n"],
		["a lone percent sign", "GET /cases/% HTTP/1.1\r\nHost: localhost\r\n\r\n"],
		["OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"],
		["another server's address", "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n"],
		["two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"],
	])("returns 400 for %s, and no handler sees it", async (_, text) => {
		const server = await listen({ host: "127.0.0.1", port: 0, allowedHosts: [] });
		servers.push(server);
		let seen = 0;
		server.answerWith(async (_, response) => {
			seen += 1;
			response.end();
		});
		const { heard } = await speak(server.port, text.replace("Host:", "Connection: close\r\nHost:"));
		expect(heard).toMatch(/^HTTP\/1\.1 400 /);
		expect(seen).toBe(0);
	});

	it.each(["image", "x/../image", "x/%2E%2e/image", "./image"])(
		"has no image optimizer at /_next/%s",
		async (path) => {
			const { port } = await start();
			const { heard } = await speak(
				port,
				`GET /_next/${path}?url=%2Fx.png&w=64&q=75 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
			);
			expect(heard).toMatch(/^HTTP\/1\.1 404 /);
		},
	);

	it("keeps running after a path that is not a URL", async () => {
		const { port } = await start();
		await speak(port, "GET /\\[ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
		expect(await send(port)).toMatchObject({ status: 200 });
	});

	it("accepts as much with a Content-Length as without", async () => {
		const { port } = await start({ uploads: [{ path: /^\/files$/, bytes: 10_000_000 }] });
		const file = (bytes: number) => send(port, { method: "POST", path: "/files", body: Buffer.alloc(bytes) });
		expect(await file(9_900_000)).toMatchObject({ status: 200 });
		expect(await file(10_000_001)).toMatchObject({ status: 413 });
	});

	it("cuts off an upload whose sender was refused", async () => {
		const server = await listen({
			host: "127.0.0.1",
			port: 0,
			allowedHosts: [],
			uploads: [{ path: /^\/upload$/, bytes: 1_000_000 }],
			patienceMs: { headers: 300, body: 300 },
		});
		servers.push(server);
		server.answerWith(async (_, response) => void response.writeHead(401).end("no"));
		const { heard } = await speak(
			server.port,
			"POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nslow",
		);
		expect(heard).toMatch(/^HTTP\/1\.1 401 /); // and the connection has ended
	});

	it("returns 431 for headers that are too large", async () => {
		const { port } = await start();
		const { heard } = await speak(
			port,
			`GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`,
		);
		expect(heard).toMatch(/^HTTP\/1\.1 431 /);
	});

	it("gives up on headers and bodies that arrive too slowly, and serves others meanwhile", async () => {
		const { port } = await start({ patienceMs: { headers: 300, body: 300 } });
		const headers = speak(port, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
		const body = speak(port, 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"a":');
		expect(await send(port)).toMatchObject({ status: 200 });
		expect((await headers).heard).toMatch(/^HTTP\/1\.1 408 /);
		expect((await body).heard).toBe("");
	});

	it("rejects requests that two servers could read differently", async () => {
		const { port } = await start();
		const { heard } = await speak(
			port,
			"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		);
		expect(heard).toMatch(/^HTTP\/1\.1 400 /);
	});

	it("is alive while it starts, and answers API requests with 503", async () => {
		const server = await listen({ host: "127.0.0.1", port: 0, allowedHosts: [] });
		servers.push(server);
		expect(await send(server.port, { path: "/api/health" })).toMatchObject({ status: 200 });
		for (const path of ["/api/ready", "/api/findings"]) {
			const answer = await send(server.port, { path });
			expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
			expect(JSON.parse(answer.body)).toMatchObject({ code: "unavailable" });
		}
		const page = await send(server.port, { path: "/findings" });
		expect(page.body).not.toContain("style=");
		expect(page.body).toContain(
			`nonce="${/nonce-([^']+)'/.exec(page.headers["content-security-policy"] as string)?.[1]}"`,
		);
	});
});
