/** Logs for whoever operates the product: one JSON object a line on standard output. */
import pino from "pino";
import { config } from "@/lib/config";

/** Data that may hold a live token or something said in confidence; wherever such a member is, it is cut. */
const SECRET = [
	"url",
	"Url",
	"urls",
	"urlChain",
	"UrlChain",
	"token",
	"password",
	"secret",
	"authorization",
	"cookie",
	"note",
	"reasonText",
	"raw",
	"row",
	"databaseUrl",
	"connectionString",
];

export type Logger = pino.Logger;

let root: Logger | undefined;

/** The process's logger. Members named like a URL, token, note or raw row are replaced by "[redacted]". */
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
		formatters: { level: (label) => ({ level: label }) },
		redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
		serializers: { err: describeError },
	};
	return destination ? pino(options, destination) : pino(options);
}

/** Only what names the fault: a database error also carries the values that broke a constraint (`detail`). */
function describeError(error: unknown): unknown {
	if (!(error instanceof Error)) return { message: String(error) };
	const { code } = error as { code?: unknown };
	return {
		type: error.name,
		message: error.message,
		...(typeof code === "string" ? { code } : {}),
		stack: error.stack,
		...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
	};
}
