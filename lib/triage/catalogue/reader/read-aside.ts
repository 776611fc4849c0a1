import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/core/errors";
import { yieldProcessors } from "@/lib/sources/files/limited-child";
import { refusedFile } from "@/lib/triage/catalogue/files";
import type { FileToRead, FromReader, HuntEntry, ToReader } from "./protocol";

export interface ReadOptions {
	/** Time of the processor that one file may take, by the clock where the system does not tell; a common one takes milliseconds. */
	readonly timeoutMs?: number;
	/** What the reader may hold in its heap, in MB. */
	readonly heapMb?: number;
	/** Gets the process id of each reader, for tests and for the curious. */
	readonly onStart?: (pid: number | undefined) => void;
}

/** Called for each file once it is read: with what it holds and that content's hash, or null where it is the same as before. */
export type OnRead = (file: string, entry: HuntEntry | null, hash: string | null) => void;

/** How long the reader may take to start: seconds, but on a machine with too much to do a minute has been seen. */
const START_MS = 90_000;

/**
 * Reads hunt files in a child process with limits on time and memory. A file at which the process ends, or at which it
 * has to be ended, is refused, and another one reads the rest.
 * @throws AppError `unavailable` when no reader can be started
 */
export async function readAside(
	directory: string,
	files: readonly FileToRead[],
	onRead: OnRead,
	options: ReadOptions = {},
): Promise<void> {
	const read = new Set<string>();
	const note: OnRead = (file, entry, hash) => {
		read.add(file);
		onRead(file, entry, hash);
	};
	for (;;) {
		const left = files.filter(({ file }) => !read.has(file));
		if (left.length === 0) return;
		const { at, why } = await readWithOne(directory, left, note, options);
		if (at !== null) note(at, { refused: refusedFile(at, why) }, null);
		else if (left.every(({ file }) => !read.has(file))) {
			throw new AppError("unavailable", "The process that reads the hunt files could not be started.", {
				remedy: "See the application's log for the reason.",
			});
		}
	}
}

/** @returns the file at which the reader ended and why; null where it read them all, or never began */
function readWithOne(
	directory: string,
	files: readonly FileToRead[],
	onRead: OnRead,
	{ timeoutMs = 10_000, heapMb = 256, onStart }: ReadOptions,
): Promise<{ at: string | null; why: string }> {
	return new Promise((resolve) => {
		// By path from the working directory: in a bundle, this module's own address says nothing.
		const worker = path.join(
			/* turbopackIgnore: true */ process.cwd(),
			"lib/triage/catalogue/reader/worker.ts",
		);
		const child = fork(/* turbopackIgnore: true */ worker, [], {
			execArgv: [`--max-old-space-size=${heapMb}`, "--import", "tsx"],
			// Nothing of the environment: the child needs none of it, and it holds the application's secrets.
			env: { NODE_ENV: "production" },
			serialization: "advanced",
			stdio: ["ignore", "ignore", "ignore", "ipc"],
		});
		yieldProcessors(child.pid);
		onStart?.(child.pid);
		let at: string | null = null;
		let why = "reading it takes more memory than a hunt may";
		let timer = setTimeout(() => child.kill("SIGKILL"), START_MS);
		const finish = () => {
			clearTimeout(timer);
			resolve({ at, why });
		};
		child.on("message", (message: FromReader) => {
			clearTimeout(timer);
			if (message.type === "begin") {
				at = message.file;
				const before = processorMs(child.pid);
				const allow = (ms: number) => {
					timer = setTimeout(() => {
						const left = timeoutMs - (processorMs(child.pid) - before);
						// On a busy machine it may not have had its time yet.
						if (left > 0) return allow(Math.max(left, 100));
						why = "reading it takes longer than a hunt may";
						child.kill("SIGKILL");
					}, ms);
				};
				allow(timeoutMs);
			} else {
				if (message.type === "read") onRead(message.file, message.entry, message.hash);
				else if (message.type === "same") onRead(message.file, null, null);
				at = null;
			}
		});
		child.on("error", finish);
		child.on("exit", finish);
		child.send({ directory, files } satisfies ToReader, () => {});
	});
}

/** Time of the processor that a process has used, where the system tells (Linux); else by the clock. */
function processorMs(pid: number | undefined): number {
	if (pid === undefined || process.platform !== "linux") return performance.now();
	try {
		// What follows the command's name, which may hold anything: user and system time are fields 14 and 15 of all.
		const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
		return (Number(fields[11]) + Number(fields[12])) * 10;
	} catch {
		return performance.now();
	}
}
