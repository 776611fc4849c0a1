import { type Logger, logger } from "@/lib/platform/telemetry/logger";

/**
 * Turns what Next and other packages print into lines of the log: a page that fails is printed with its error,
 * and a database's error repeats the query's arguments.
 */
export function logConsole(target: Console = globalThis.console, log: Logger = logger()): void {
	const line =
		(level: "error" | "warn" | "info" | "debug") =>
		(...said: unknown[]): void => {
			const err = said.find((part) => part instanceof Error);
			const words = said.filter((part) => typeof part === "string").join(" ");
			log[level](err === undefined ? {} : { err }, words === "" ? "printed" : words);
		};
	Object.assign(target, {
		error: line("error"),
		warn: line("warn"),
		log: line("info"),
		info: line("info"),
		debug: line("debug"),
	});
}
