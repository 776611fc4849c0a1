import { openStream } from "@/components/client/event-stream";
import { LIVE_EVENTS, type LiveEvent } from "@/lib/insights/live/rules";

/** How long the page's own questions must have been answered before the stream begins, in milliseconds. */
const QUIET_MS = 700;
/** It begins then at the latest. */
const LATEST_MS = 5_000;
/** A stream that ends and comes back within this is not worth a word. */
const PATIENCE_MS = 4_000;

export interface LiveHandlers {
	/** Also after each interruption: what was told in between did not arrive. */
	readonly onOpen: () => void;
	readonly onLost: () => void;
	readonly onEvent: (event: LiveEvent, data: unknown) => void;
	readonly isBusy: () => boolean;
}

/**
 * Follows the stream of changes while the page can be seen: pages in the background would use up the connections
 * that a browser has.
 * @param path of the stream; `first` until it has been open once
 * @returns how to end it
 */
export function openLive(
	path: (first: boolean) => string,
	{ onOpen, onLost, onEvent, isBusy }: LiveHandlers,
): () => void {
	let opened = false;
	let stop = () => {};
	let timer: ReturnType<typeof setTimeout> | undefined;
	let losing: ReturnType<typeof setTimeout> | undefined;
	const open = () => {
		stop = openStream(() => path(!opened), {
			onOpen: () => {
				clearTimeout(losing);
				losing = undefined;
				opened = true;
				onOpen();
			},
			onLost: () => {
				losing ??= setTimeout(onLost, PATIENCE_MS);
			},
			on: Object.fromEntries(LIVE_EVENTS.map((event) => [event, (data: unknown) => onEvent(event, data)])),
		});
	};
	const close = () => {
		clearTimeout(timer);
		clearTimeout(losing);
		losing = undefined;
		stop();
		stop = () => {};
	};
	const begin = () => {
		const started = Date.now();
		let quietSince = started;
		const look = () => {
			const now = Date.now();
			if (isBusy()) quietSince = now;
			if (now - quietSince >= QUIET_MS || now - started >= LATEST_MS) open();
			else timer = setTimeout(look, 100);
		};
		look();
	};
	const onVisibility = () => {
		close();
		if (document.visibilityState === "visible") begin();
	};
	document.addEventListener("visibilitychange", onVisibility);
	onVisibility();
	return () => {
		document.removeEventListener("visibilitychange", onVisibility);
		close();
	};
}
