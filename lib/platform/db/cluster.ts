/** The files of the embedded server: its cluster, made on the first start, and the credentials beside it. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, rename, rm, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { allowedEnvironment } from "@/lib/platform/config/config";
import type { PostgresBinaries } from "@/lib/platform/db/postgres-binaries";
import type { ServerUser } from "@/lib/platform/db/server-user";

/** Of the npm binaries; a cluster of another major version can't be opened by them. */
const MAJOR = "18";
export const DATABASE = "afterclick";

const login = z.object({ user: z.string(), password: z.string().min(20) });
const credentials = login.extend({
	port: z.number().int(),
	/** The superuser; missing in clusters made when Afterclick itself was one. */
	admin: login.optional(),
});
export type Credentials = z.infer<typeof credentials>;

export const newPassword = () => randomBytes(24).toString("base64url");

/**
 * All that the server and initdb are given of the environment. An allow-list, since what a process was started with
 * can be read from the database (`/proc/self/environ`): secrets of OIDC and Azure must not be in it.
 */
export function serverEnvironment(): NodeJS.ProcessEnv {
	return {
		...allowedEnvironment([
			"PATH",
			"HOME",
			"TMPDIR",
			"TEMP",
			"TMP",
			"LD_LIBRARY_PATH",
			"SystemRoot",
			"windir",
		]),
		LC_ALL: "C",
		TZ: "UTC",
	};
}

export interface ClusterOptions {
	readonly directory: string;
	readonly cluster: string;
	readonly binaries: PostgresBinaries;
	readonly user: ServerUser;
	readonly durable: boolean;
	readonly onProgress: (message: string) => void;
}

/** The cluster's credentials; makes the cluster where there is none. @throws AppError `unavailable` */
export async function ensureCluster(options: ClusterOptions): Promise<Credentials> {
	const { directory, cluster } = options;
	const version = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => undefined);
	if (version === undefined) return await createCluster(options);
	if (version.trim() !== MAJOR) {
		throw new AppError(
			"unavailable",
			`${cluster} was made by PostgreSQL ${version.trim()}, and the built-in one is ${MAJOR}.`,
			{ remedy: `Dump it with PostgreSQL ${version.trim()} and restore into a fresh data directory.` },
		);
	}
	try {
		return credentials.parse(JSON.parse(await readFile(join(directory, "postgres.json"), "utf8")));
	} catch (cause) {
		throw new AppError(
			"unavailable",
			`${join(directory, "postgres.json")} is missing or damaged; without its password ${cluster} can't be opened.`,
			{ remedy: "Restore it from a backup of the data directory.", cause },
		);
	}
}

/** initdb works in a sibling that is renamed when complete, so a start killed half-way leaves no half cluster. */
async function createCluster(options: ClusterOptions): Promise<Credentials> {
	const { directory, cluster, binaries, user, durable, onProgress } = options;
	onProgress("Making the database (first start).");
	const draft = `${cluster}.new`;
	const passwordFile = join(directory, "postgres.password");
	const admin = { user: "afterclick_admin", password: newPassword() };
	const fresh: Credentials = { user: "afterclick", password: newPassword(), port: 0, admin };
	await rm(draft, { recursive: true, force: true });
	await mkdir(draft, { mode: 0o700 });
	await writeFile(passwordFile, `${admin.password}\n`, { mode: 0o600 });
	try {
		if (user.ids) {
			await chown(draft, user.ids.uid, user.ids.gid);
			await chown(passwordFile, user.ids.uid, user.ids.gid);
		}
		const call = user.command(binaries.initdb, [
			`--pgdata=${draft}`,
			`--username=${admin.user}`,
			`--pwfile=${passwordFile}`,
			"--auth=scram-sha-256",
			"--encoding=UTF8",
			// Order and case folding come with the server, not from whatever C library the machine has.
			"--locale=C",
			"--locale-provider=builtin",
			"--builtin-locale=C.UTF-8",
			...(durable ? [] : ["--no-sync"]),
		]);
		const child = spawn(call.program, call.args, {
			...call.options,
			cwd: "/",
			env: serverEnvironment(),
			stdio: ["ignore", "ignore", "pipe"],
		});
		let stderr = "";
		child.stderr.on("data", (chunk) => {
			stderr += chunk;
		});
		const code = await new Promise<number | null>((resolve, reject) => {
			child.on("error", reject);
			child.on("close", resolve);
		});
		if (code !== 0) {
			throw new AppError(
				"unavailable",
				`The database could not be made in ${cluster}: ${stderr.trim().slice(-2000)}`,
			);
		}
		await saveCredentials(directory, fresh);
		await rename(draft, cluster);
		return fresh;
	} finally {
		await unlink(passwordFile).catch(() => undefined);
	}
}

export async function saveCredentials(directory: string, value: Credentials): Promise<void> {
	const draft = join(directory, "postgres.json.new");
	await writeFile(draft, `${JSON.stringify(value)}\n`, { mode: 0o600 });
	await rename(draft, join(directory, "postgres.json"));
}

/** Whether a cluster exists already, that is, whether this is not the first start. */
export async function hasCluster(directory: string): Promise<boolean> {
	return (await stat(join(directory, "postgres", "PG_VERSION")).catch(() => undefined)) !== undefined;
}

/**
 * Where the server of a data directory listens while a process of ours runs it, password included: never log it.
 * @throws AppError `unavailable` when the directory holds no credentials.
 */
export async function embeddedUrl(directory: string): Promise<string> {
	const file = join(directory, "postgres.json");
	try {
		const { user, password, port } = credentials.parse(JSON.parse(await readFile(file, "utf8")));
		return `postgresql://${user}:${password}@127.0.0.1:${port}/${DATABASE}`;
	} catch (cause) {
		throw new AppError("unavailable", `${file} is missing or damaged.`, { cause });
	}
}
