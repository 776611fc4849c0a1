import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { FromWorker, ToWorker, WorkerOptions } from "./protocol";

/** One child process of the engine, from its start to its end. */
export class EngineChild {
	readonly #process: ChildProcess;
	readonly #residentLimit: number;
	#ended = false;
	#outgrown = false;

	/** @param onMessage gets what the child says; @param onEnd is called once, with whether memory was the reason. */
	constructor(
		options: WorkerOptions,
		onMessage: (message: FromWorker) => void,
		onEnd: (outgrown: boolean) => void,
	) {
		this.#residentLimit = options.residentLimitMb * 1024 * 1024;
		// By path from the working directory: in a bundle, this module's own address says nothing.
		const worker = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/workspaces/engine/worker.ts");
		this.#process = fork(/* turbopackIgnore: true */ worker, [JSON.stringify(options)], {
			execArgv: ["--import", "tsx"],
			// Nothing of the environment: the child needs none of it, and it holds the application's secrets.
			env: { NODE_ENV: "production" },
			serialization: "advanced",
			stdio: ["ignore", "ignore", "inherit", "ipc"],
		});
		this.#process.on("message", (message) => onMessage(message as FromWorker));
		const ended = (signal: NodeJS.Signals | null) => {
			if (this.#ended) return;
			this.#ended = true;
			// SIGABRT, or SIGKILL that we did not send: the child itself, its allocator or the kernel gave up.
			onEnd(this.#outgrown || signal === "SIGABRT" || (signal === "SIGKILL" && !this.#killed));
		};
		this.#process.on("exit", (_code, signal) => ended(signal));
		this.#process.on("error", () => ended(null));
		this.rest();
	}

	#killed = false;

	get pid(): number | undefined {
		return this.#process.pid;
	}

	get ended(): boolean {
		return this.#ended;
	}

	send(message: ToWorker): void {
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
