import { constants, setPriority } from "node:os";
import { AppError } from "@/lib/core/errors";
import { databaseTrouble } from "@/lib/platform/db/trouble";
import type { FromImportWorker, ImportWorkerOptions, ToImportWorker } from "@/lib/sources/import/protocol";
import { runImport } from "@/lib/sources/import/run-import";

/**
 * The child process that reads one file for import: whatever the file does to it, it does to nobody else. It ends
 * with its parent, which alone may let it make anything visible.
 */
const { residentLimitMb } = JSON.parse(process.argv[2] ?? "{}") as ImportWorkerOptions;

/** Progress is told no more often than this, in milliseconds. */
const PROGRESS_MS = 100;

/** Ends this process at once, threads of DuckDB and all. */
function die(): void {
	process.kill(process.pid, "SIGKILL");
}

process.on("disconnect", die);
// A Ctrl-C reaches the whole group; the parent decides what becomes of the import.
process.on("SIGINT", () => {});

setInterval(() => {
	if (process.memoryUsage.rss() > residentLimitMb * 1024 * 1024) die();
}, 50).unref();

try {
	// What people wait for in the other processes comes first.
	setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
	// Not allowed here; then it is only slower for them.
}

function send(message: FromImportWorker): Promise<void> {
	return new Promise((resolve, reject) => {
		if (!process.send) return die();
		process.send(message, (error: Error | null) => (error ? reject(error) : resolve()));
	});
}

/** Resolves with the parent's message of a type. */
function heard<T extends ToImportWorker["type"]>(type: T): Promise<Extract<ToImportWorker, { type: T }>> {
	return new Promise((resolve) => {
		const listen = (message: ToImportWorker) => {
			if (message.type !== type) return;
			process.off("message", listen);
			resolve(message as Extract<ToImportWorker, { type: T }>);
		};
		process.on("message", listen);
	});
}

async function main(): Promise<void> {
	const asked = heard("import");
	const sent = heard("sent");
	await send({ type: "ready" });
	const { work } = await asked;
	let told = 0;
	let phase = "";
	try {
		const report = await runImport({
			...work,
			file: work.file ?? { stream: process.stdin, whole: sent },
			onProgress: (progress) => {
				if (progress.phase === phase && Date.now() - told < PROGRESS_MS) return;
				told = Date.now();
				phase = progress.phase;
				void send({ type: "progress", progress });
			},
			onReceive: () => send({ type: "receive" }),
			beforeCommit: async () => {
				const allowed = heard("commit");
				await send({ type: "commit" });
				await allowed;
			},
		});
		await send({ type: "done", report });
	} catch (thrown) {
		const error = thrown instanceof AppError ? thrown : (databaseTrouble(thrown) ?? thrown);
		if (error instanceof AppError) {
			const { code, message, places, remedy, details } = error;
			await send({
				type: "refused",
				code,
				message,
				options: { places, details, ...(remedy ? { remedy } : {}) },
			});
		} else
			await send({ type: "failed", message: error instanceof Error ? String(error.stack) : String(error) });
	}
	die();
}

void main();
