import path from "node:path";
import { AppError } from "@/lib/core/errors";

const HELD = Symbol.for("afterclick.workspace-locks");

/** Locks of this process; on globalThis because a bundler may load this module more than once. */
function heldLocks(): Set<string> {
	const shared = globalThis as { [HELD]?: Set<string> };
	shared[HELD] ??= new Set();
	return shared[HELD];
}

/**
 * Takes the workspace's write lock and returns the function that lets it go.
 *
 * The lock is the one the operating system holds on an open DuckDB file, so it ends with the process however that
 * ends, and no stale lock file can keep a writer out. That lock does not work within one process, hence the set of those held here.
 *
 * @throws AppError `already_running` while another writer has it.
 */
export async function lockWorkspace(directory: string): Promise<() => void> {
	const held = heldLocks();
	const file = path.resolve(directory, ".lock.duckdb");
	if (held.has(file)) throw busy();
	held.add(file);
	try {
		// Loaded when first needed: it is large, and few processes ever write.
		const { DuckDBInstance } = await import("@duckdb/node-api");
		const lock = await DuckDBInstance.create(file, { memory_limit: "64MB", threads: "1" });
		let locked = true;
		return () => {
			if (!locked) return;
			locked = false;
			lock.closeSync();
			held.delete(file);
		};
	} catch (error) {
		held.delete(file);
		if (error instanceof Error && /set lock on file/i.test(error.message)) throw busy();
		throw error;
	}
}

function busy(): AppError {
	return new AppError("already_running", "Another import or sample is being written to this workspace.", {
		remedy: "Wait for it to end, then try again.",
	});
}
