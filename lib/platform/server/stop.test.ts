import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { until } from "@/test/until";
import { type HttpServer, type ListenOptions, listen } from "./http";

/** Requests that arrive just as the server is asked to stop, sent from another thread, since this one may be busy. */

const servers: HttpServer[] = [];
const workers: Worker[] = [];
afterEach(async () => {
	for (const worker of workers.splice(0)) await worker.terminate();
	for (const server of servers.splice(0)) await server.stop(100);
});

async function start(patienceMs?: ListenOptions["patienceMs"]): Promise<HttpServer> {
	const server = await listen({
		host: "127.0.0.1",
		port: 0,
		allowedHosts: [],
		...(patienceMs === undefined ? {} : { patienceMs }),
	});
	servers.push(server);
	return server;
}

const REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

/** Speaks to the server from another thread. `state[0]` is 1 once it should write, and 2 once it has. */
const CLIENT = `
const { connect } = require("node:net");
const { parentPort, workerData: { port, state, request, first, wait } } = require("node:worker_threads");
const open = () => new Promise((resolve, reject) => {
	const socket = connect(port, "127.0.0.1", () => resolve(socket));
	socket.on("error", (error) => parentPort.postMessage({ error: error.code }));
});
(async () => {
	let socket = first === "later" ? undefined : await open();
	if (first === "used") {
		socket.write(request);
		await new Promise((resolve) => socket.once("data", resolve));
	}
	parentPort.postMessage("ready");
	Atomics.wait(state, 0, 0);
	socket ??= await open();
	let text = "";
	socket.on("data", (chunk) => (text += chunk));
	socket.on("close", () => parentPort.postMessage({ text }));
	socket.write(request, () => {
		Atomics.store(state, 0, 2);
		Atomics.notify(state, 0);
	});
})();
`;

/** A client and the signal to send its request; `answer` is all it had received when it was closed. */
async function client(port: number, first: "later" | "used" | "open") {
	const state = new Int32Array(new SharedArrayBuffer(4));
	const worker = new Worker(CLIENT, { eval: true, workerData: { port, state, request: REQUEST, first } });
	workers.push(worker);
	await once(worker, "message");
	const answer = once(worker, "message").then(([message]) => message as { text?: string; error?: string });
	return {
		answer,
		/** Blocks this thread until the request is in the socket, and then for a while. */
		sendWhileBusy(ms: number) {
			Atomics.store(state, 0, 1);
			Atomics.notify(state, 0);
			Atomics.wait(state, 0, 1);
			const end = performance.now() + ms;
			while (performance.now() < end);
		},
	};
}

describe("a stop while the process is busy", () => {
	it.each([
		["a new connection", "later"],
		["a connection kept alive", "used"],
		["a connection that was opened ahead", "open"],
	] as const)("answers a request that arrived meanwhile on %s", async (_, first) => {
		const { port, answerWith, stop } = await start();
		answerWith(async (__, response) => void response.end("hello"));
		const { answer, sendWhileBusy } = await client(port, first);
		// Another request keeps the process busy, as rendering a page does, and this one arrives meanwhile.
		answerWith(async (request, response) => {
			if (request.url === "/busy") sendWhileBusy(600);
			response.end("hello");
		});
		const stopped = stop(5_000);
		const other = connect(port, "127.0.0.1");
		other.write(REQUEST.replace("/", "/busy"));
		other.resume();
		await stopped;
		expect(await answer).toEqual({
			text: expect.stringMatching(/^HTTP\/1.1 200 OK[\s\S]*connection: close[\s\S]*hello/i),
		});
	});
});

describe("a stop", () => {
	const opened = async (port: number): Promise<{ socket: Socket; text: Promise<string> }> => {
		const socket = connect(port, "127.0.0.1");
		let text = "";
		socket.on("data", (chunk) => {
			text += chunk;
		});
		await once(socket, "connect");
		return { socket, text: once(socket, "close").then(() => text) };
	};
	const accepts = async (port: number) => {
		const socket = connect(port, "127.0.0.1");
		return await once(socket, "connect")
			.then(
				() => true,
				() => false,
			)
			.finally(() => socket.destroy());
	};
	const refused = (port: number) =>
		until(async () => !(await accepts(port)), "the server accepts no new connection");

	it("completes a request that had only begun to arrive", async () => {
		const { port, server, answerWith, stop } = await start();
		answerWith(async (_, response) => void response.end("hello"));
		const accepted = once(server, "connection") as Promise<[Socket]>;
		const { socket, text } = await opened(port);
		socket.write(REQUEST.slice(0, 20));
		const [itsEnd] = await accepted;
		await until(() => itsEnd.bytesRead === 20, "the beginning has arrived");
		const stopped = stop(5_000);
		await refused(port); // it accepts nothing new and has closed what was idle
		socket.write(REQUEST.slice(20));
		expect(await text).toContain("hello");
		await stopped;
	});

	it("keeps a connection that was opened in advance while another response is in progress", async () => {
		const patience = { headers: 15_000, body: 60_000, unused: 1 };
		const { port, answerWith, stop } = await start(patience);
		const idle = await start(patience);
		let release = () => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		let requests = 0;
		answerWith(async (_, response) => {
			requests += 1;
			if (requests === 1) await held;
			response.end("hello");
		});
		const inWork = await opened(port);
		inWork.socket.write(REQUEST);
		const ahead = await opened(port);
		const stopped = stop(10_000);
		await refused(port);
		// A server with no answer in work, stopped later, closes such a connection: by now this one would be closed.
		const unused = await opened(idle.port);
		await idle.stop(10_000);
		expect(await unused.text).toBe("");
		ahead.socket.write(REQUEST);
		expect(await ahead.text).toContain("hello");
		release();
		expect(await inWork.text).toContain("hello");
		await stopped;
	});
});
