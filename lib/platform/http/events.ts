import type { Context } from "@/lib/platform/context/context";
import { requireActing } from "@/lib/platform/identity/still-acting";
import { logger } from "@/lib/platform/telemetry/logger";
import { whenAccessChanges } from "./access";
import { toProblem } from "./problem";
import { ADDRESS_HEADER } from "./rate-limit";
import { takeStreamPlace } from "./stream-places";

/** Kept open connections are told something at least this often, so that proxies do not close them. */
const HEARTBEAT_MS = 15_000;

/** What may wait for a reader that takes nothing, in bytes; beyond that its stream is cut, and browsers open it again. */
const MOST_WAITING_BYTES = 4_000_000;

export interface EventSink {
	/** Sends one event; `data` goes as JSON. */
	send(event: string, data: unknown): void;
	close(): void;
}

/**
 * A stream of server-sent events. `start` is given the sink and returns what to do when the stream ends, be it
 * by `close`, because the reader left or takes nothing, or because the rights it was opened with have changed. An error
 * of `start` is an ordinary answer: the stream has not begun.
 * @throws AppError `rate_limited` when its sender has too many open, `unauthenticated` and `forbidden` when their rights
 *   changed while it began
 */
export async function eventStream(
	ctx: Context,
	request: Request,
	start: (sink: EventSink) => Promise<() => void> | (() => void),
): Promise<Response> {
	const leave = takeStreamPlace(ctx.actor, request.headers.get(ADDRESS_HEADER) ?? "");
	const encoder = new TextEncoder();
	const ends: (() => void)[] = [leave];
	let open = true;
	let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
	// Headers are held back until there is something to send.
	const early = [": open\n\n"];
	const write = (text: string) => {
		if (!open) return;
		if (controller === undefined) return void early.push(text);
		if ((controller.desiredSize ?? 0) > 0) return controller.enqueue(encoder.encode(text));
		// An end would come after what waits, which would be kept until then.
		controller.error(new Error("The reader of an event stream took nothing."));
		stop();
	};
	const stop = () => {
		if (!open) return;
		open = false;
		for (const end of ends.splice(0)) end();
		try {
			controller?.close();
		} catch {
			// The reader has already gone.
		}
	};
	request.signal.addEventListener("abort", stop);
	ends.push(whenAccessChanges(ctx, stop));
	try {
		// They may have changed after the request's actor was read and before that was heard.
		await requireActing(ctx);
		const cleanUp = await start({
			send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
			close: stop,
		});
		if (open) ends.push(cleanUp);
		else cleanUp();
	} catch (error) {
		stop();
		throw error;
	}
	const body = new ReadableStream<Uint8Array>(
		{
			start(given) {
				for (const text of early) given.enqueue(encoder.encode(text));
				if (!open) {
					given.close();
					return;
				}
				controller = given;
				const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS);
				ends.push(() => clearInterval(heartbeat));
			},
			cancel: stop,
		},
		{ highWaterMark: MOST_WAITING_BYTES, size: (chunk) => chunk?.byteLength ?? 0 },
	);
	return new Response(body, {
		headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
	});
}

/**
 * A stream of events `progress` while `work` goes on, and in the end `result` with what it returned, or `problem` when
 * it failed. A refusal comes before anything else, and is an ordinary answer. Work that nobody waits for is aborted.
 */
export function progressStream<Result>(
	ctx: Context,
	request: Request,
	result: string,
	work: (signal: AbortSignal, onProgress: (progress: unknown) => void) => Promise<Result>,
): Promise<Response> {
	return eventStream(ctx, request, async (sink) => {
		const cancel = new AbortController();
		const done = work(cancel.signal, (progress) => sink.send("progress", progress));
		await Promise.race([done, new Promise(setImmediate)]);
		done
			.then((value) => sink.send(result, value))
			.catch((error: unknown) => {
				if (cancel.signal.aborted) return;
				logger().error({ requestId: ctx.requestId, err: error }, `${result} failed`);
				sink.send("problem", toProblem(error, ctx.requestId ?? ""));
			})
			.finally(() => sink.close());
		return () => cancel.abort(new Error("The client disconnected."));
	});
}
