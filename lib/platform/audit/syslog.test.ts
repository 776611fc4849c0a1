import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { readSyslogTarget } from "@/lib/platform/config/syslog-target";
import { makeCertificate } from "@/test/audit/test-certificates";
import { sendSyslog, syslogMessage } from "./syslog";

const closing: (() => void)[] = [];
afterEach(() => {
	for (const close of closing.splice(0)) close();
});

const MESSAGE = syslogMessage("audit-head", "audit head 7:ab", new Date("2026-11-30T20:00:00.123Z"), "desk");

/** Listens on loopback, and gives what one connection sent until it ended. */
async function listen(server: Server): Promise<{ port: number; received: Promise<string> }> {
	const sockets: Socket[] = [];
	const received = new Promise<string>((resolve) => {
		const take = (socket: Socket) => {
			sockets.push(socket);
			const chunks: Buffer[] = [];
			socket.on("data", (chunk) => chunks.push(chunk));
			socket.on("error", () => undefined);
			socket.once("end", () => resolve(Buffer.concat(chunks).toString()));
		};
		server.on("secureConnection", take);
		if (!("setSecureContext" in server)) server.on("connection", take);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	closing.push(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	return { port: (server.address() as AddressInfo).port, received };
}

describe("a message to syslog", () => {
	it("has the form of RFC 5424", () => {
		expect(MESSAGE).toBe(
			`<109>1 2026-11-30T20:00:00.123Z desk afterclick ${process.pid} audit-head - audit head 7:ab`,
		);
		expect(syslogMessage("a", "b", new Date(0), "bü ro")).toContain("Z bro afterclick ");
		expect(syslogMessage("a", "b", new Date(0), "ü")).toContain("Z - afterclick ");
	});

	it("goes over UDP as one datagram", async () => {
		const server = createSocket("udp4");
		closing.push(() => server.close());
		server.bind(0, "127.0.0.1");
		await once(server, "listening");
		const received = once(server, "message");
		await sendSyslog({ transport: "udp", host: "127.0.0.1", port: server.address().port }, MESSAGE);
		expect(String((await received)[0])).toBe(MESSAGE);
	});

	it("goes over TCP preceded by its length in bytes", async () => {
		const { port, received } = await listen(createServer());
		await sendSyslog({ transport: "tcp", host: "127.0.0.1", port }, "é");
		expect(await received).toBe("2 é");
	});

	it("goes over TLS to a server whose certificate is trusted, and to no other", async () => {
		const root = await makeCertificate({ name: "Root", authority: true });
		const { pem, key } = await makeCertificate({ name: "syslog", issuer: root, loopback: true });
		const other = await makeCertificate({ name: "Other", issuer: root });
		const { port, received } = await listen(createTlsServer({ cert: pem, key }));
		const target = { transport: "tls", host: "127.0.0.1", port } as const;
		await expect(sendSyslog(target, MESSAGE)).rejects.toThrow(/certificate/);
		await sendSyslog(target, MESSAGE, { ca: root.pem });
		expect(await received).toBe(`${MESSAGE.length} ${MESSAGE}`);
		const misnamed = await listen(createTlsServer({ cert: other.pem, key: other.key }));
		await expect(sendSyslog({ ...target, port: misnamed.port }, MESSAGE, { ca: root.pem })).rejects.toThrow(
			/altname|IP/,
		);
	});

	it("is sent though the server leaves the connection open", async () => {
		const { port, received } = await listen(createServer({ allowHalfOpen: true }));
		await sendSyslog({ transport: "tcp", host: "127.0.0.1", port }, MESSAGE);
		expect(await received).toBe(`${MESSAGE.length} ${MESSAGE}`);
	});

	it("fails when there is no server, when it refuses, and when it never answers", async () => {
		const gone = await listen(createServer());
		for (const close of closing.splice(0)) close();
		const target = { transport: "tcp", host: "127.0.0.1" } as const;
		await expect(sendSyslog({ ...target, port: gone.port }, MESSAGE)).rejects.toThrow("ECONNREFUSED");
		const resets = await listen(createServer((socket) => socket.resetAndDestroy()));
		await expect(sendSyslog({ ...target, port: resets.port }, MESSAGE)).rejects.toThrow();
		// Takes the connection, and never answers the handshake.
		const silent = await listen(createServer());
		await expect(
			sendSyslog({ transport: "tls", host: "127.0.0.1", port: silent.port }, MESSAGE, { timeoutMs: 200 }),
		).rejects.toThrow("no answer within 0.2 seconds");
		await expect(
			sendSyslog({ ...target, port: silent.port }, MESSAGE, { signal: AbortSignal.abort() }),
		).rejects.toThrow();
	});
});

describe("readSyslogTarget", () => {
	it.each([
		["udp://syslog.example:1514", { transport: "udp", host: "syslog.example", port: 1514 }],
		["udp://10.0.0.1", { transport: "udp", host: "10.0.0.1", port: 514 }],
		["tcp://[::1]:601/", { transport: "tcp", host: "::1", port: 601 }],
		["tls://syslog.example", { transport: "tls", host: "syslog.example", port: 6514 }],
	])("reads %s", (text, target) => expect(readSyslogTarget(text)).toEqual(target));

	it.each([
		"",
		"syslog.example",
		"http://a",
		"udp://",
		"udp://a:0",
		"udp://a:70000",
		"tcp://u:p@a",
		"tls://a/b",
		"tcp://a?b",
	])("refuses %j", (text) => expect(readSyslogTarget(text)).toBeUndefined());
});
