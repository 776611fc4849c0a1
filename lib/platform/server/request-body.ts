/** Bodies that nobody reads to their end: their senders still get the answer, and none holds a connection for long. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** How much of a body that is too large is read, so that its sender lives to see the answer. */
const DRAINED_BYTES = 64_000_000;

/** A body that trickles in holds a connection and a handler: it is given up. */
export function hurry(request: IncomingMessage, patienceMs: number): void {
	if (request.headers["content-length"] === undefined && request.headers["transfer-encoding"] === undefined)
		return;
	giveUpAfter(patienceMs, request, request.socket);
}

/**
 * Reads the rest of a body whose answer is there, unkept and up to a limit: its sender may look at the answer only once
 * all is sent, and a reset would lose it. A handler that began to read the body and stopped has left it standing still,
 * in which Node sees no reason to read on.
 */
export function drain(request: IncomingMessage, socket: Socket, patienceMs: number): void {
	if (request.complete || socket.destroyed) return;
	const began = socket.bytesRead;
	request.removeAllListeners("readable");
	request.removeAllListeners("data");
	request.on("data", () => {
		if (socket.bytesRead - began > DRAINED_BYTES) socket.destroy();
	});
	request.resume();
	giveUpAfter(patienceMs, request, socket);
}

/** Ends a connection whose body has not come to its end by then. Nothing of it stays with a connection that is kept. */
function giveUpAfter(patienceMs: number, request: IncomingMessage, socket: Socket): void {
	const over = () => {
		clearTimeout(timer);
		socket.off("close", over);
		request.off("end", over);
	};
	const timer = setTimeout(() => {
		over();
		if (!request.complete) socket.destroy();
	}, patienceMs);
	timer.unref();
	socket.once("close", over);
	request.once("end", over);
}

/**
 * Who has read enough of a body destroys the request, as the end of a `for await` does. Node then stops reading, or
 * ends the connection, before the answer is out; here the rest of the body is dropped as it comes.
 */
export function keepForAnswer(request: IncomingMessage, response: ServerResponse): void {
	const cut = request._destroy.bind(request);
	const { socket } = request; // the request has none any more when it is destroyed
	request._destroy = (error, done) => {
		const unwanted = error === null || (error as NodeJS.ErrnoException).code === "ABORT_ERR";
		if (!unwanted || request.complete || response.writableFinished || socket.destroyed)
			return cut(error, done);
		// As Node itself does with a body that nobody has begun to read.
		(request as { _dumped?: boolean })._dumped = true;
		socket.resume();
		done(null);
	};
}
