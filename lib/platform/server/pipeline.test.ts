import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "@/test/until";
import { createFairShare } from "./fair-share";
import { type HttpServer, listen } from "./http";

let server: HttpServer;
/** What is in work, by its path, with how it ends. */
let working: Map<string, () => void>;
let begun: string[];
beforeEach(async () => {
	server = await listen({ host: "127.0.0.1", port: 0, allowedHosts: [] });
	working = new Map();
	begun = [];
	const fair = createFairShare({ ofAddress: 2 });
	server.answerWith((request, response) =>
		fair.answer(request, response, "192.0.2.1", async () => {
			const path = request.url ?? "";
			begun.push(path);
			await new Promise<void>((end) => working.set(path, end));
			working.delete(path);
			response.end(path);
		}),
	);
});
afterEach(() => server.stop(100));

function pipelined(paths: readonly string[]): { socket: Socket; text: () => string } {
	let text = "";
	const socket = connect(server.port, "127.0.0.1");
	socket.on("error", () => {}); // cut by the server
	socket.on("data", (chunk) => {
		text += chunk;
	});
	socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`).join(""));
	return { socket, text: () => text };
}

describe("requests sent ahead on one connection", () => {
	it("are in work one at a time, and answered in order", async () => {
		const { socket, text } = pipelined(["/a", "/b", "/c"]);
		for (const path of ["/a", "/b", "/c"]) {
			await until(() => working.has(path), `${path} is in work`);
			expect([...working.keys()]).toEqual([path]);
			working.get(path)?.();
		}
		await until(() => text().endsWith("/c"), "the last is answered");
		expect(begun).toEqual(["/a", "/b", "/c"]);
		socket.destroy();
	});

	it("hold no place once their connection is gone", async () => {
		for (const path of ["/a", "/b", "/c"]) {
			const { socket } = pipelined([path, "/never", "/never"]);
			await until(() => working.has(path), `${path} is in work`);
			socket.destroy();
		}
		const answer = fetch(`http://127.0.0.1:${server.port}/after`).then((response) => response.text());
		await until(() => working.has("/after"), "another connection's request is in work");
		for (const end of working.values()) end();
		expect(await answer).toBe("/after");
		expect(begun).not.toContain("/never");
	});

	it("are cut off beyond a hundred", async () => {
		const { socket } = pipelined(Array.from({ length: 500 }, (_, at) => `/${at}`));
		await until(() => socket.closed, "the connection is closed");
		expect(begun.length).toBeLessThanOrEqual(1);
	});
});
