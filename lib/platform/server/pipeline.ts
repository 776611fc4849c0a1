import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests that one connection may send ahead of their answers; browsers send none. One that sends more is closed. */
const MOST_AHEAD = 100;

/** What waits on a connection that has a request in work. */
const lines = new WeakMap<Socket, (() => void)[]>();

/**
 * Calls `begin` when the requests before this one on its connection are answered; never, when the connection is gone by
 * then. Node would begin all of them at once, and a response whose connection goes before its turn never closes: what
 * waits for that to end would wait for good.
 */
export function inTurn({ socket }: IncomingMessage, response: ServerResponse, begin: () => void): void {
	if (socket.destroyed) return;
	const start = () => {
		response.once("close", () => {
			const next = socket.destroyed ? undefined : lines.get(socket)?.shift();
			if (next) next();
			else lines.delete(socket);
		});
		begin();
	};
	const line = lines.get(socket);
	if (line === undefined) {
		lines.set(socket, []);
		start();
	} else if (line.length >= MOST_AHEAD) {
		lines.delete(socket);
		socket.destroy();
	} else line.push(start);
}
