import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Writable } from "node:stream";

export interface LimitedChildOptions {
	/** The script, as a path from the working directory: in a bundle, a module's own address says nothing. */
	readonly script: string;
	/** Handed over as JSON in the first argument. */
	readonly argument: unknown;
	/** Resident memory at which the child is killed, in MB. */
	readonly residentLimitMb: number;
	/** What V8's heap in the child may hold, in MB; V8's own default when not given. */
	readonly heapLimitMb?: number;
	/** Gives the child a pipe as its standard input. */
	readonly stdin?: boolean;
}

/** One child process that works under a memory limit, from its start to its end. */
export class LimitedChild<ToChild extends object, FromChild> {
	readonly #process: ChildProcess;
	readonly #residentLimit: number;
	#ended = false;
	#outgrown = false;
	#killed = false;

	/** @param onMessage gets what the child says; @param onEnd is called once, with whether memory was the reason. */
	constructor(
		options: LimitedChildOptions,
		onMessage: (message: FromChild) => void,
		onEnd: (outgrown: boolean) => void,
	) {
		this.#residentLimit = options.residentLimitMb * 1024 * 1024;
		const script = path.join(/* turbopackIgnore: true */ process.cwd(), options.script);
		const heap = options.heapLimitMb === undefined ? [] : [`--max-old-space-size=${options.heapLimitMb}`];
		this.#process = fork(/* turbopackIgnore: true */ script, [JSON.stringify(options.argument)], {
			execArgv: [...heap, "--import", "tsx"],
			// Nothing of the environment: the child needs none of it, and it holds the application's secrets.
			env: { NODE_ENV: "production" },
			serialization: "advanced",
			stdio: [options.stdin ? "pipe" : "ignore", "ignore", "inherit", "ipc"],
		});
		yieldProcessors(this.#process.pid);
		this.#process.on("message", (message) => onMessage(message as FromChild));
		const ended = (signal: NodeJS.Signals | null) => {
			if (this.#ended) return;
			this.#ended = true;
			// SIGABRT, or SIGKILL that we did not send: the child itself, its allocator or the kernel gave up.
			onEnd(this.#outgrown || signal === "SIGABRT" || (signal === "SIGKILL" && !this.#killed));
		};
		this.#process.on("exit", (_code, signal) => ended(signal));
		this.#process.on("error", () => ended(null));
	}

	get pid(): number | undefined {
		return this.#process.pid;
	}

	get ended(): boolean {
		return this.#ended;
	}

	/** Where to write for the child to read; null without {@link LimitedChildOptions.stdin}. */
	get stdin(): Writable | null {
		return this.#process.stdin;
	}

	send(message: ToChild): void {
		if (this.#process.connected) this.#process.send(message, () => {});
	}

	kill(): void {
		this.#killed = true;
		this.#process.kill("SIGKILL");
	}

	/** Keeps this process alive while the child works for it … */
	work(): void {
		this.#process.ref();
		this.#process.channel?.ref();
	}

	/** … and not while it rests: a script may simply end. */
	rest(): void {
		this.#process.unref();
		this.#process.channel?.unref();
	}

	/** Ends the child when it has grown too large; for the moments when it is too busy to see to that itself. */
	checkMemory(): void {
		if (this.#ended || residentBytes(this.pid) <= this.#residentLimit) return;
		this.#outgrown = true;
		this.kill();
	}
}

/** A third of the processors' time that a process of the usual priority gets, where both want it. */
const PRIORITY = 5;

/** Has a process that works aside give way to those that answer people, wherever the processors don't do for both. */
export function yieldProcessors(pid: number | undefined): void {
	if (pid === undefined) return;
	try {
		os.setPriority(pid, Math.max(PRIORITY, os.getPriority(pid)));
	} catch {
		// It has just ended, or the system doesn't allow it: then it works as any other.
	}
}

/** Resident memory of a process, where the system tells (Linux); else 0. */
function residentBytes(pid: number | undefined): number {
	if (pid === undefined || process.platform !== "linux") return 0;
	try {
		const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
		return pages * 4096;
	} catch {
		return 0;
	}
}
