import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** For tests: a receiver on a real socket that answers as a test sets it. */

export interface Received {
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export interface Receiver {
	readonly port: number;
	readonly received: Received[];
	/** How the next requests are answered, the last one from then on. */
	answer(...behaviours: Behaviour[]): void;
	stop(): Promise<void>;
}

export const status =
	(code: number, headers: Record<string, string> = {}, body = ""): Behaviour =>
	(_, response) =>
		response.writeHead(code, headers).end(body);

export async function startReceiver(): Promise<Receiver> {
	let behaviours: Behaviour[] = [status(200)];
	const received: Received[] = [];
	const sockets = new Set<Socket>();
	const server = createServer(async (request, response) => {
		response.on("error", () => {});
		const chunks: Buffer[] = [];
		try {
			for await (const chunk of request) chunks.push(chunk as Buffer);
		} catch {
			return; // the sender broke off
		}
		received.push({
			path: request.url ?? "",
			headers: request.headers,
			body: Buffer.concat(chunks).toString("utf8"),
		});
		const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
		behaviour?.(request, response);
	});
	server.on("connection", (socket) => {
		sockets.add(socket);
		socket.once("close", () => sockets.delete(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		port: (server.address() as AddressInfo).port,
		received,
		answer: (...next) => {
			behaviours = next;
		},
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}
