import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { until } from "@/test/until";
import { type HttpServer, listen } from "./http";

const servers: HttpServer[] = [];
const start = async (port = 0) => {
	const server = await listen({ host: "127.0.0.1", port, allowedHosts: [] });
	servers.push(server);
	return server;
};
afterEach(async () => {
	for (const server of servers.splice(0)) await server.stop(100);
});

/** `fetch` does not let a test choose the Host header. */
const get = (port: number, host = "localhost", path = "/") =>
	new Promise<{ status: number; body: string }>((resolve, reject) => {
		request({ host: "127.0.0.1", port, path, headers: { host } }, (response) => {
			let body = "";
			response.on("data", (chunk) => {
				body += chunk;
			});
			response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
			response.on("error", reject);
		})
			.on("error", reject)
			.end();
	});

describe("the server", () => {
	it("says it is starting until it has a handler", async () => {
		const { port, answerWith } = await start();
		expect(await get(port)).toMatchObject({ status: 503, body: expect.stringContaining("is starting") });
		answerWith(async (_, response) => void response.end("hello"));
		expect(await get(port)).toEqual({ status: 200, body: "hello" });
	});

	it("rejects a foreign host name before any handler sees the request", async () => {
		const { port, answerWith } = await start();
		let seen = 0;
		answerWith(async (_, response) => {
			seen += 1;
			response.end();
		});
		expect(await get(port, "evil.example")).toMatchObject({ status: 421 });
		expect(seen).toBe(0);
	});

	it("finishes responses in progress and ends event streams when it stops", async () => {
		const { port, answerWith, stop } = await start();
		let streaming = false;
		let working = false;
		let release = () => {};
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		answerWith(async (incoming, response) => {
			if (incoming.headers.host === "localhost:1") {
				streaming = true;
				response.setHeader("content-type", "text/event-stream");
				response.write(": open\n\n");
				return; // open for as long as the browser likes
			}
			working = true;
			await released;
			response.end("done");
		});
		const stream = get(port, "localhost:1").catch((error: NodeJS.ErrnoException) => error.code);
		const answer = get(port);
		await until(() => streaming && working, "both requests are in work");
		// Far beyond this test's patience: it must not wait for the stream.
		const stopped = stop(600_000);
		release();
		await stopped;
		expect(await answer).toEqual({ status: 200, body: "done" });
		expect(await stream).toBe("ECONNRESET");
		await expect(get(port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
	});

	it("answers new requests while it stops, and tells a load balancer to send no more", async () => {
		const { port, answerWith, stop } = await start();
		answerWith(async (_, response) => void response.end("hello"));
		expect(await get(port, "localhost", "/api/ready")).toMatchObject({ status: 200 });
		const stopped = stop(600_000);
		expect(await get(port, "localhost", "/api/ready")).toEqual({
			status: 503,
			body: '{"status":"stopping"}',
		});
		expect(await get(port)).toEqual({ status: 200, body: "hello" });
		const asking = setInterval(() => void get(port, "localhost", "/api/ready").catch(() => undefined), 50);
		await stopped; // asking for readiness does not keep it
		clearInterval(asking);
		await expect(get(port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
	});

	it("answers every request that was in its queue when it was asked to stop", async () => {
		const { port, answerWith, stop } = await start();
		answerWith(async (_, response) => void response.end("hello"));
		const queued = Array.from({ length: 40 }, () => get(port));
		await new Promise((resolve) => setImmediate(resolve));
		const end = performance.now() + 300;
		while (performance.now() < end); // a busy process: it has accepted none of them yet
		await stop(5_000);
		expect(await Promise.all(queued)).toHaveLength(40);
	});

	it("lets a written response be read to its end, however slowly", async () => {
		const { port, answerWith, stop } = await start();
		const size = 30_000_000;
		answerWith(async (_, response) => void response.end(Buffer.alloc(size)));
		const slow = await new Promise<IncomingMessage>((resolve, reject) => {
			request({ host: "127.0.0.1", port, headers: { host: "localhost" } }, resolve)
				.on("error", reject)
				.end();
		});
		const stopped = stop(60_000);
		await get(port); // another answer ends meanwhile
		let read = 0;
		for await (const chunk of slow) read += chunk.length;
		expect(read).toBe(size);
		await stopped;
	});

	it("does not wait for a connection that was opened in advance and never used", async () => {
		const { port, answerWith, stop } = await start();
		answerWith(async (_, response) => void response.end("hello"));
		const unused = connect(port, "127.0.0.1");
		await new Promise((resolve) => unused.once("connect", resolve));
		await stop(600_000);
		unused.destroy();
	});

	it("cuts a response that takes longer than its patience", async () => {
		const { port, answerWith, stop } = await start();
		let working = false;
		answerWith(() => {
			working = true;
			return new Promise(() => {});
		});
		const answer = get(port).catch((error: NodeJS.ErrnoException) => error.code);
		await until(() => working, "the request is in work");
		await stop(200);
		expect(await answer).toBe("ECONNRESET");
	});

	it("says which process has the port", async () => {
		const { port } = await start();
		await expect(start(port)).rejects.toMatchObject({
			code: "unavailable",
			message: expect.stringContaining(`Port ${port} is taken by`),
			remedy: expect.stringContaining(`PORT=${port + 1}`),
		});
	});
});
