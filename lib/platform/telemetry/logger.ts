/** Logs for anyone who operates the product: one JSON object a line on standard output. */
import pino from "pino";
import { describeError, redact, scrub } from "@/lib/core/redact";
import { config } from "@/lib/platform/config/config";

export type Logger = pino.Logger;

let root: Logger | undefined;

/** The process's logger. What `lib/core/redact.ts` takes for a secret, by its name or by its form, is cut. */
export function logger(): Logger {
	root ??= createLogger(config().logLevel);
	return root;
}

/** A logger whose every line names the request it belongs to. */
export function requestLogger(requestId: string): Logger {
	return logger().child({ requestId });
}

/** @param destination where the lines go, standard output if not given. */
export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
	const options: pino.LoggerOptions = {
		level,
		base: { pid: process.pid },
		timestamp: pino.stdTimeFunctions.isoTime,
		formatters: {
			level: (label) => ({ level: label }),
			log: (members) => redact(members) as Record<string, unknown>,
		},
		hooks: {
			logMethod(args, method) {
				const clean = args.map((arg: unknown) => (typeof arg === "string" ? scrub(arg) : arg));
				method.apply(this, clean as typeof args);
			},
		},
		serializers: { err: (error) => (error instanceof Error ? describeError(error) : error) },
	};
	return destination ? pino(options, destination) : pino(options);
}
