import { openDatabase } from "./duckdb";
import { execute } from "./execute";
import { type FromWorker, OUT_OF_MEMORY_EXIT, type ToWorker, type WorkerOptions } from "./protocol";
import { WorkspaceViews } from "./views";

/**
 * The child process that runs queries: the only place where DuckDB is loaded. It reads the workspace's files,
 * speaks with its parent, and ends with it.
 */
const options = JSON.parse(process.argv[2] ?? "{}") as WorkerOptions;

// A parent that died cannot end us, but the channel to it closes.
process.on("disconnect", () => process.exit(0));

/** Sends a message and waits until it is out, so that a large answer does not pile up here. */
function send(message: FromWorker): Promise<void> {
	return new Promise((resolve, reject) => {
		if (!process.send) process.exit(0);
		process.send(message, (error: Error | null) => (error ? reject(error) : resolve()));
	});
}

const running = new Map<number, { interrupt: () => void; cancelled: boolean }>();

setInterval(() => {
	if (process.memoryUsage.rss() > options.residentLimitMb * 1024 * 1024) process.exit(OUT_OF_MEMORY_EXIT);
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
			const { tables, rows } = await views.refresh();
			if (entry.cancelled) return await send({ type: "cancelled", id });
			const outcome = await execute({
				kql: message.kql,
				tables,
				rowCounts: rows,
				now: new Date(message.now),
				timespan: message.timespan && {
					from: new Date(message.timespan.from),
					to: new Date(message.timespan.to),
				},
				connection,
				write: (text) => send({ type: "piece", id, text }),
			});
			if (outcome === "interrupted" || entry.cancelled) await send({ type: "cancelled", id });
			else if (outcome === "out-of-memory") await send({ type: "out-of-memory", id });
			else await send({ type: "done", id, status: outcome.status });
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
			process.exit(1);
		});
	});
	await send({ type: "ready" });
}

void main();
