/** Kept open connections are told something at least this often, so that proxies do not close them. */
const HEARTBEAT_MS = 15_000;

export interface EventSink {
	/** Sends one event; `data` goes as JSON. */
	send(event: string, data: unknown): void;
	close(): void;
}

/**
 * A stream of server-sent events. `start` is given the sink and returns what to do when the stream ends, be it
 * by `close`, or because the reader left.
 */
export function eventStream(request: Request, start: (sink: EventSink) => Promise<() => void>): Response {
	const encoder = new TextEncoder();
	let stop: () => void = () => undefined;
	const body = new ReadableStream<Uint8Array>({
		async start(controller) {
			let open = true;
			let cleanUp: () => void = () => undefined;
			const write = (text: string) => {
				if (open) controller.enqueue(encoder.encode(text));
			};
			const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS);
			stop = () => {
				if (!open) return;
				open = false;
				clearInterval(heartbeat);
				cleanUp();
				try {
					controller.close();
				} catch {
					// The reader has already gone.
				}
			};
			request.signal.addEventListener("abort", stop);
			cleanUp = await start({
				send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
				close: stop,
			});
			if (!open) cleanUp();
		},
		cancel: () => stop(),
	});
	return new Response(body, {
		headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
	});
}
