import { AppError } from "@/lib/core/errors";
import { translate } from "@/lib/sources/kql/translate/translate";
import { openDatabase } from "./duckdb";
import { execute, type Outcome } from "./execute";
import type { FromWorker, ToWorker, WorkerOptions } from "./protocol";
import { WorkspaceViews } from "./views";
import { internalBody } from "./wire";

/**
 * The child process that runs queries: the only place where DuckDB is loaded. It reads the workspace's files,
 * speaks with its parent, and ends with it.
 */
const options = JSON.parse(process.argv[2] ?? "{}") as WorkerOptions;

/**
 * Ends this process at once. `process.exit` would wait for the threads DuckDB works in, which a long query keeps
 * busy for as long as it likes.
 */
function die(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): void {
	process.kill(process.pid, signal);
}

// A parent that died cannot end us, but the channel to it closes.
process.on("disconnect", () => die());

/** Sends a message and waits until it is out, so that a large answer does not pile up here. */
function send(message: FromWorker): Promise<void> {
	return new Promise((resolve, reject) => {
		if (!process.send) return die();
		process.send(message, (error: Error | null) => (error ? reject(error) : resolve()));
	});
}

const running = new Map<number, { interrupt: () => void; cancelled: boolean }>();

setInterval(() => {
	if (process.memoryUsage.rss() > options.residentLimitMb * 1024 * 1024) die();
}, 50).unref();

async function main(): Promise<void> {
	const database = await openDatabase({
		directory: `${options.directory}/tables`,
		memoryLimitMb: options.memoryLimitMb,
		threads: options.threads,
	});
	const views = new WorkspaceViews(options.directory, database.connection);

	async function query(message: Extract<ToWorker, { type: "query" }>): Promise<void> {
		const { id } = message;
		const connection = await database.instance.connect();
		const entry = { interrupt: () => connection.interrupt(), cancelled: false };
		running.set(id, entry);
		try {
			let outcome: Outcome = "stale";
			for (let attempt = 0; outcome === "stale" && attempt < 2; attempt++) {
				const loaded = await views.refresh(attempt > 0).catch((error: unknown) => messageOf(error));
				if (entry.cancelled) return await send({ type: "cancelled", id });
				if (typeof loaded === "string") {
					await send({ type: "piece", id, text: internalBody(loaded) });
					return await send({ type: "done", id, status: 500 });
				}
				outcome = await execute({
					kql: message.kql,
					tables: loaded.tables,
					rowCounts: loaded.rows,
					now: new Date(message.now),
					timespan: message.timespan && {
						from: new Date(message.timespan.from),
						to: new Date(message.timespan.to),
					},
					connection,
					maxRows: message.maxRows,
					mayRetry: attempt === 0,
					write: (text) => send({ type: "piece", id, text }),
				});
			}
			if (outcome === "interrupted" || entry.cancelled) await send({ type: "cancelled", id });
			else if (outcome === "out-of-memory") await send({ type: "out-of-memory", id });
			else if (outcome !== "stale") await send({ type: "done", id, status: outcome.status });
		} finally {
			running.delete(id);
			connection.disconnectSync();
		}
	}

	process.on("message", (message: ToWorker) => {
		if (message.type === "cancel") {
			const entry = running.get(message.id);
			if (!entry) return;
			entry.cancelled = true;
			entry.interrupt();
			return;
		}
		query(message).catch((error: unknown) => {
			// Nothing a query does should end here; the parent starts a new child and says so.
			process.stderr.write(
				`local engine: ${error instanceof Error ? error.message.split("\n")[0] : "failed"}\n`,
			);
			die("SIGTERM");
		});
	});
	// Loading the parser and binding a first query take seconds on a busy machine: no query's time limit pays for that.
	translate("print 1", { tables: [], now: new Date() });
	await send({ type: "ready" });
}

/** Why the workspace cannot be read; DuckDB's own words go to the log. */
function messageOf(error: unknown): string {
	if (error instanceof AppError) return error.message;
	const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unknown";
	process.stderr.write(`local engine: ${reason.slice(0, 300)}\n`);
	return "The files of the local workspace cannot be read. Import the exports again, or restore the workspace from a backup.";
}

void main();
