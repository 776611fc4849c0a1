/** The built app as a process of its own with its own data, for the browser tests and screenshots. */
import { spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@/lib/core/errors";
import { childEnvironment, config } from "@/lib/platform/config/config";
import { createScratchDatabase } from "@/test/db/scratch";
import manifest from "../package.json" with { type: "json" };

export interface AppProcess {
	readonly url: string;
	readonly pid: number;
	/** What it has printed so far: its log, one JSON object a line, among sentences for a person. */
	printed(): string;
	/** Stops it in order; its data stays. */
	stop(): Promise<void>;
	/** Ends it as a power cut would. */
	kill(): Promise<void>;
}

/** Data of its own on which the app can be started again and again. */
export interface AppGround {
	/** What points a command of ours at this data. */
	readonly environment: Readonly<{ DATA_DIRECTORY: string; DATABASE_URL?: string }>;
	/**
	 * Starts `npm start`'s process on a free port. Resolves when it says that it is ready.
	 * @throws AppError `unavailable` with its output when it ends before that.
	 */
	start(environment?: Record<string, string>): Promise<AppProcess>;
	/** Deletes the data. */
	clear(): Promise<void>;
}

/**
 * An empty temporary data directory and, where DATABASE_URL names a server, a database of its own there.
 * @param database the URL of a database to use instead, which stays.
 */
export async function prepareGround(database?: string): Promise<AppGround> {
	const directory = await mkdtemp(join(tmpdir(), "afterclick-app-"));
	const external = database === undefined ? config().databaseUrl : undefined;
	const scratch = external ? await createScratchDatabase(external, "app") : undefined;
	const url = database ?? scratch?.url;
	return {
		environment: { DATA_DIRECTORY: directory, ...(url ? { DATABASE_URL: url } : {}) },
		start: (environment = {}) =>
			spawnApp({
				NODE_ENV: undefined,
				PORT: "0",
				DATA_DIRECTORY: directory,
				WORKSPACE_DIRECTORY: undefined,
				SENTINEL_WORKSPACE_ID: undefined,
				SENTINEL_WORKSPACES: undefined,
				SENTINEL_WORKSPACES_FILE: undefined,
				DATABASE_URL: url,
				// Machines send more than people do; the tests of the limits set their own.
				RATE_LIMIT_READS: "0",
				RATE_LIMIT_WRITES: "0",
				...environment,
			}),
		async clear() {
			await scratch?.drop();
			await rm(directory, { recursive: true, force: true });
		},
	};
}

/**
 * Data as the first start of the browser tests' app left it (`npm run e2e` names it): a copy takes a third of the
 * time of another first start. Where there is none to copy, an empty ground.
 */
export async function copyGround(): Promise<AppGround> {
	const ground = await prepareGround();
	const { e2eGround } = config();
	if (e2eGround !== undefined) {
		await cp(e2eGround, ground.environment.DATA_DIRECTORY, { recursive: true, preserveTimestamps: true });
	}
	return ground;
}

/** Starts the app on ground of its own; stopping it deletes its data. */
export async function startApp(
	environment: Record<string, string> = {},
	prepare: () => Promise<AppGround> = prepareGround,
): Promise<AppProcess> {
	const ground = await prepare();
	try {
		const app = await ground.start(environment);
		return {
			...app,
			async stop() {
				await app.stop();
				await ground.clear();
			},
		};
	} catch (error) {
		await ground.clear();
		throw error;
	}
}

/**
 * Starts the app in the environment as it is, changed by `environment` (undefined removes a variable).
 * @throws AppError `unavailable` with its output when it ends before it is ready.
 */
export async function spawnApp(environment: Record<string, string | undefined>): Promise<AppProcess> {
	const child = spawn(process.execPath, manifest.scripts.start.split(" ").slice(1), {
		env: childEnvironment(environment),
		stdio: ["ignore", "pipe", "pipe"],
	});
	let printed = "";
	const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
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
	if (url === undefined) throw new AppError("unavailable", `The app did not start:\n${printed.trim()}`);
	const end = async (signal: "SIGTERM" | "SIGKILL") => {
		child.kill(signal);
		await exited;
	};
	return {
		url,
		pid: child.pid as number,
		printed: () => printed,
		stop: () => end("SIGTERM"),
		kill: () => end("SIGKILL"),
	};
}
