import { logger } from "@/lib/platform/telemetry/logger";

export interface Shutdown {
	/** Undone in reverse order, as one would take apart what was put together. */
	add(name: string, undo: () => Promise<void>): void;
	/** Takes everything apart, once; a step that fails is logged and does not keep the others from running. */
	run(): Promise<void>;
}

export function createShutdown(): Shutdown {
	const steps: { name: string; undo: () => Promise<void> }[] = [];
	let running: Promise<void> | undefined;
	return {
		add(name, undo) {
			steps.push({ name, undo });
		},
		run() {
			running ??= (async () => {
				for (let step = steps.pop(); step; step = steps.pop()) {
					try {
						await step.undo();
					} catch (error) {
						logger().error({ err: error, step: step.name }, "a step of stopping failed");
					}
				}
			})();
			return running;
		},
	};
}

/**
 * Stops in order on the first SIGINT, SIGTERM or SIGHUP, and at once on a second one. Must be called early:
 * until then a signal ends the process as usual.
 */
export function stopOnSignal(shutdown: Shutdown, say: (message: string) => void): void {
	let asked: number | undefined;
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
		process.on(signal, () => {
			if (asked !== undefined) {
				// Ctrl-C reaches us twice at once under npm: from the terminal and passed on by npm.
				if (Date.now() - asked > 1_000) process.exit(130);
				return;
			}
			asked = Date.now();
			say("Stopping. (Again to stop at once.)");
			void shutdown.run().then(() => process.exit(0));
		});
	}
	// A job queue's last write may be refused when its connection is closed under it: no reason to die.
	process.on("unhandledRejection", (error) => logger().error({ err: error }, "unhandled rejection"));
	process.on("uncaughtException", (error) => {
		logger().fatal({ err: error }, "uncaught exception");
		void shutdown.run().then(() => process.exit(1));
	});
}
