/** A command of ours in a process of its own, whose memory goes with it. */
import { spawn } from "node:child_process";
import { AppError } from "@/lib/core/errors";
import { childEnvironment } from "@/lib/platform/config/config";

/** Lines of output kept for the error. */
const KEPT_LINES = 60;

interface NodeCommand {
	/** What Node is started with: its own options, the script and the script's arguments. */
	readonly args: readonly string[];
	/** Changes of this process's environment. */
	readonly environment?: Record<string, string | undefined>;
	/** Gets each line that is printed. */
	readonly onLine?: ((line: string) => void) | undefined;
	/** For a script that ends when this process does, however that ends: it listens for `disconnect`. */
	readonly endsWithUs?: boolean;
	/** The sentence before the output when it fails. */
	readonly failure: string;
}

/** Runs Node to its end. @throws AppError `internal` with the end of what it printed. */
export async function runNode({
	args,
	environment,
	onLine,
	endsWithUs = false,
	failure,
}: NodeCommand): Promise<void> {
	const child = spawn(process.execPath, args, {
		env: childEnvironment(environment),
		stdio: ["ignore", "pipe", "pipe", ...(endsWithUs ? (["ipc"] as const) : [])],
	});
	const tail: string[] = [];
	const take = (chunk: Buffer) => {
		for (const line of chunk.toString().split("\n")) {
			if (line.trim() === "") continue;
			tail.push(line);
			if (tail.length > KEPT_LINES) tail.shift();
			onLine?.(line);
		}
	};
	child.stdout?.on("data", take);
	child.stderr?.on("data", take);
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once("error", reject);
		child.once("close", resolve);
	});
	if (code !== 0) throw new AppError("internal", `${failure}\n${tail.join("\n")}`);
}
