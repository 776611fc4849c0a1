/** How long until a stream that the browser gave up is opened again, in milliseconds. */
const REOPEN_MS = 5_000;

interface StreamHandlers {
	readonly onOpen?: () => void;
	/** Nothing comes at the moment; it is opened again by itself. */
	readonly onLost?: () => void;
	/** By the names of the events, each with its JSON. */
	readonly on: Readonly<Record<string, (data: unknown) => void>>;
}

/** Follows a route's stream of events until it is closed. @param path asked each time it is opened @returns how to close it */
export function openStream(path: () => string, { onOpen, onLost, on }: StreamHandlers): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let stream: EventSource;
	const open = () => {
		stream = new EventSource(path());
		stream.addEventListener("open", () => onOpen?.());
		stream.addEventListener("error", () => {
			onLost?.();
			// The browser tries again by itself, except after an answer that was no stream.
			if (stream.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
		});
		for (const [event, handle] of Object.entries(on)) {
			stream.addEventListener(event, ({ data }: MessageEvent<string>) => handle(JSON.parse(data)));
		}
	};
	open();
	return () => {
		clearTimeout(timer);
		stream.close();
	};
}
