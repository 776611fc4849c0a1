/**
 * One process per data directory. The lock is a file naming its owner by pid and start time, so that an owner
 * that was killed (and left the file) is told from one that runs, also after its pid was given to another.
 */
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, rmdir, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { startTimeOf } from "@/lib/platform/db/process-identity";

const owner = z.object({
	/** Tells two locks of one process apart; a pid and start time cannot. */
	token: z.string(),
	pid: z.number().int().positive(),
	started: z.string(),
	/** ISO 8601. */
	since: z.string(),
	/** Where the owner can be reached in a browser, once it listens. */
	url: z.string().optional(),
});
export type LockOwner = z.infer<typeof owner>;

export interface DataLock {
	readonly directory: string;
	/** Puts the address into the lock, for anyone who finds it taken. */
	announce(url: string): Promise<void>;
	/** Gives the directory back; safe to call twice. */
	release(): Promise<void>;
}

const fileOf = (directory: string) => join(directory, "lock.json");

/** The living owner of a data directory, or undefined when nobody runs on it. */
export async function dataOwner(directory: string): Promise<LockOwner | undefined> {
	let text: string;
	try {
		text = await readFile(fileOf(directory), "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	}
	let found: LockOwner;
	try {
		found = owner.parse(JSON.parse(text));
	} catch {
		return undefined; // written whole by rename, so a damaged one is not from a process that still runs
	}
	const started = await startTimeOf(found.pid);
	if (started === undefined) return undefined;
	return started === found.started || started === "unknown" ? found : undefined;
}

/**
 * Takes the data directory for this process, making it (0700) when it is not there.
 * @throws AppError `already_running` with the owner's pid and URL in message and details.
 */
export async function lockDataDirectory(directory: string): Promise<DataLock> {
	try {
		await mkdir(directory, { recursive: true, mode: 0o700 });
	} catch (cause) {
		throw new AppError(
			"not_configured",
			`The data directory ${directory} cannot be made: ${(cause as Error).message}.`,
			{
				remedy: "Set DATA_DIRECTORY to a directory this user can write to.",
				cause,
			},
		);
	}
	const mine: LockOwner = {
		token: randomUUID(),
		pid: process.pid,
		started: (await startTimeOf(process.pid)) ?? "unknown",
		since: new Date().toISOString(),
	};
	await exclusively(directory, async () => {
		const other = await dataOwner(directory);
		if (other) {
			const where = other.url ? `at ${other.url}` : "and is still starting";
			throw new AppError(
				"already_running",
				`Afterclick already runs on ${directory}: process ${other.pid} ${where}, since ${other.since}.`,
				{
					remedy: `Use that one, stop it (kill ${other.pid}), or set DATA_DIRECTORY to another directory for a second one.`,
					details: { pid: other.pid, ...(other.url ? { url: other.url } : {}) },
				},
			);
		}
		await write(directory, mine);
	});
	let held = true;
	return {
		directory,
		async announce(url) {
			if (held) await write(directory, { ...mine, url });
		},
		async release() {
			if (!held) return;
			held = false;
			const text = await readFile(fileOf(directory), "utf8").catch(() => "");
			if (text.includes(mine.token)) await unlink(fileOf(directory)).catch(() => undefined);
		},
	};
}

async function write(directory: string, content: LockOwner): Promise<void> {
	const draft = `${fileOf(directory)}.${process.pid}`;
	await writeFile(draft, `${JSON.stringify(content, null, "\t")}\n`, { mode: 0o600 });
	await rename(draft, fileOf(directory));
}

/**
 * Judging a lock stale and replacing it are two steps; two starters doing them at once could each take the
 * other's fresh lock for the stale one. `mkdir` is atomic everywhere, so a directory serialises them.
 */
async function exclusively<T>(directory: string, body: () => Promise<T>): Promise<T> {
	const gate = join(directory, "lock.gate");
	for (;;) {
		try {
			await mkdir(gate);
			break;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
			const held = await stat(gate).catch(() => undefined);
			// The section takes milliseconds: a gate this old was left by a starter that died inside it.
			if (held && Date.now() - held.mtimeMs > 10_000) await rm(gate, { recursive: true, force: true });
			await new Promise((resolve) => setTimeout(resolve, 30));
		}
	}
	try {
		return await body();
	} finally {
		await rmdir(gate).catch(() => undefined);
	}
}
