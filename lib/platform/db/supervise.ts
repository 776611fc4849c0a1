import { AppError } from "@/lib/core/errors";
import { reason } from "@/lib/platform/db/connect";
import type { DataLock } from "@/lib/platform/db/data-lock";
import { diskIsFull } from "@/lib/platform/db/disk-space";
import { type EmbeddedServer, startEmbedded } from "@/lib/platform/db/embedded";
import { logger } from "@/lib/platform/telemetry/logger";

const FIRST_WAIT_MS = 200;
const LAST_WAIT_MS = 10_000;
/** About half a minute of waiting in all; then a supervisor above can do more than another try. */
const MOST_TRIES = 7;
/** A server that ran this long was well: what ends it then is a new fault. */
const WELL_MS = 60_000;

export interface SuperviseOptions {
	readonly lock: DataLock;
	readonly onProgress: (message: string) => void;
	/** Called once, when the server ended and can't be started again. */
	readonly onLost: (error: AppError) => void;
	/** Before the first try, in milliseconds; doubled for each further one. For tests. */
	readonly firstWaitMs?: number;
}

export interface SupervisedServer {
	readonly url: string;
	/** Of the server that runs now. */
	readonly pid: number;
	/** Stops it for good. */
	stop(): Promise<void>;
}

/**
 * Starts the embedded server and keeps it running: one that ends without being asked (killed, out of memory) is
 * started again on its port, so that open pools find it. What was committed is there: it recovers from its log.
 */
export async function superviseEmbedded(options: SuperviseOptions): Promise<SupervisedServer> {
	const { lock, onProgress, onLost, firstWaitMs = FIRST_WAIT_MS } = options;
	let server: EmbeddedServer = await startEmbedded({ lock, onProgress });
	const stopping = new AbortController();
	let tries = 0;

	const startAgain = async (): Promise<void> => {
		let failure: unknown;
		while (tries < MOST_TRIES && !stopping.signal.aborted) {
			await wait(Math.min(firstWaitMs * 2 ** tries, LAST_WAIT_MS), stopping.signal);
			if (stopping.signal.aborted) return;
			try {
				server = await startEmbedded({ lock, port: server.port });
				watch();
				logger().warn({ pid: server.pid, tries: tries + 1 }, "the database server was started again");
				return;
			} catch (error) {
				failure = error;
				logger().error({ err: error, tries: tries + 1 }, "the database server could not be started again");
				// Nothing is gained by giving up: it starts as soon as there is room.
				if (!(await diskIsFull())) tries += 1;
			}
		}
		if (stopping.signal.aborted) return;
		const why = failure === undefined ? "It ended again each time." : reason(failure);
		onLost(new AppError("unavailable", `The built-in PostgreSQL ended and can't be started again. ${why}`));
	};

	let restarting: Promise<void> = Promise.resolve();
	const watch = () => {
		const { pid, ended } = server;
		const began = performance.now();
		void ended.then(() => {
			if (stopping.signal.aborted) return;
			logger().error({ pid }, "the database server ended without being asked");
			if (performance.now() - began >= WELL_MS) tries = 0;
			else tries += 1;
			restarting = startAgain();
		});
	};
	watch();
	return {
		url: server.url,
		get pid() {
			return server.pid;
		},
		async stop() {
			stopping.abort();
			await restarting;
			await server.stop();
		},
	};
}

/** Ends early, without an error, when `signal` is aborted. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, ms);
		signal.addEventListener("abort", () => {
			clearTimeout(timer);
			resolve();
		});
	});
}
