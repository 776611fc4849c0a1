/** The built app as a process of its own with its own data, for the browser tests and screenshots. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childEnvironment, config } from "@/lib/config";
import { createScratchDatabase } from "@/lib/db/scratch";
import { AppError } from "@/lib/errors";

export interface AppProcess {
	readonly url: string;
	readonly pid: number;
	/** Stops it in order and deletes its data. */
	stop(): Promise<void>;
}

/**
 * Starts `npm start`'s process on a free port with an empty temporary data directory, and, where DATABASE_URL
 * names a server, on a database of its own there. Resolves when it says that it is ready.
 * @throws AppError `unavailable` with what it printed when it ends before that.
 */
export async function startApp(environment: Record<string, string> = {}): Promise<AppProcess> {
	const directory = await mkdtemp(join(tmpdir(), "afterclick-app-"));
	const external = config().databaseUrl;
	const scratch = external ? await createScratchDatabase(external, "app") : undefined;
	const child = spawn(process.execPath, ["--import", "tsx", "scripts/serve.ts"], {
		env: childEnvironment({
			NODE_ENV: undefined,
			PORT: "0",
			DATA_DIRECTORY: directory,
			WORKSPACE_DIRECTORY: undefined,
			SENTINEL_WORKSPACE_ID: undefined,
			DATABASE_URL: scratch?.url,
			...environment,
		}),
		stdio: ["ignore", "pipe", "pipe"],
	});
	let printed = "";
	const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
	const clean = async () => {
		await scratch?.drop();
		await rm(directory, { recursive: true, force: true });
	};
	const ready = new Promise<string>((resolve) => {
		const take = (chunk: Buffer) => {
			printed += chunk;
			const url = /^Afterclick is at (\S+)/m.exec(printed)?.[1];
			if (url) resolve(url);
		};
		child.stdout.on("data", take);
		child.stderr.on("data", take);
	});
	const url = await Promise.race([ready, exited.then(() => undefined)]);
	if (url === undefined) {
		await clean();
		throw new AppError("unavailable", `The app did not start:\n${printed.trim()}`);
	}
	return {
		url,
		pid: child.pid as number,
		async stop() {
			child.kill("SIGTERM");
			await exited;
			await clean();
		},
	};
}
