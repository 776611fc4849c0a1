/** The PostgreSQL that Afterclick brings along: one cluster under the data directory, on loopback only. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, open, readFile, rename, rm, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { z } from "zod";
import { childEnvironment } from "@/lib/config";
import type { DataLock } from "@/lib/db/data-lock";
import { freePort } from "@/lib/db/free-port";
import { readPostmaster, stopOrphan } from "@/lib/db/orphan";
import { type PostgresBinaries, postgresBinaries } from "@/lib/db/postgres-binaries";
import { type ServerUser, serverUser } from "@/lib/db/server-user";
import { AppError } from "@/lib/errors";

/** Of the npm binaries; a cluster of another major version cannot be opened by them. */
const MAJOR = "18";
const DATABASE = "afterclick";
const START_TIMEOUT_MS = 120_000; // recovery after a crash replays the log first
const STOP_TIMEOUT_MS = 30_000;

export interface EmbeddedServer {
	/** postgresql://… of the product's database, password included: never log it. */
	readonly url: string;
	readonly port: number;
	readonly pid: number;
	/** Fast shutdown: open transactions are rolled back, everything committed is on disk. Safe to call twice. */
	stop(): Promise<void>;
}

export interface EmbeddedOptions {
	/** Proof that this process alone uses the directory: whatever server still runs in it is an orphan. */
	readonly lock: DataLock;
	/** False trades safety for speed, for databases that a test throws away. */
	readonly durable?: boolean;
	/** A sentence for the person waiting. */
	readonly onProgress?: (message: string) => void;
}

const credentials = z.object({ user: z.string(), password: z.string().min(20), port: z.number().int() });
type Credentials = z.infer<typeof credentials>;

/**
 * Starts the server in `<data>/postgres`, making the cluster on the first start and stopping an orphan that a
 * killed process left behind. The port is the one of last time if it is free, else another.
 * @throws AppError `unavailable` with the end of the server's log when it does not come up.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
	const { lock, durable = true, onProgress = () => {} } = options;
	const binaries = await postgresBinaries();
	const cluster = join(lock.directory, "postgres");
	const user = await serverUser(cluster, lock.directory, binaries.postgres);
	const orphan = await stopOrphan(cluster);
	if (orphan !== undefined)
		onProgress(`Stopped the database server ${orphan} that an earlier start left behind.`);
	const known = await ensureCluster({
		directory: lock.directory,
		cluster,
		binaries,
		user,
		durable,
		onProgress,
	});

	let failure = "";
	for (let attempt = 0; attempt < 5; attempt++) {
		const port = await freePort(attempt === 0 ? known.port : 0);
		const log = join(lock.directory, "postgres.log");
		const child = await launch({ binaries, user, cluster, port, durable, log });
		const outcome = await untilReady(child, cluster);
		if (outcome === "ready") {
			if (port !== known.port) await saveCredentials(lock.directory, { ...known, port });
			return await serve(child, { ...known, port });
		}
		child.kill("SIGQUIT");
		failure = (await readFile(log, "utf8").catch(() => "")).slice(-2000);
		// Another process may take the port between our look and the server's bind: then look again.
		if (!/Address already in use|could not create any TCP\/IP sockets/.test(failure)) break;
	}
	throw new AppError(
		"unavailable",
		`The built-in PostgreSQL did not start:\n${failure.trim() || "(its log is empty)"}`,
		{
			remedy: `Its log is ${join(lock.directory, "postgres.log")}. To use a server of your own, set DATABASE_URL.`,
		},
	);
}

interface ClusterOptions {
	readonly directory: string;
	readonly cluster: string;
	readonly binaries: PostgresBinaries;
	readonly user: ServerUser;
	readonly durable: boolean;
	readonly onProgress: (message: string) => void;
}

async function ensureCluster(options: ClusterOptions): Promise<Credentials> {
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
			`${join(directory, "postgres.json")} is missing or damaged; without its password ${cluster} cannot be opened.`,
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
	const fresh: Credentials = { user: "afterclick", password: randomBytes(24).toString("base64url"), port: 0 };
	await rm(draft, { recursive: true, force: true });
	await mkdir(draft, { mode: 0o700 });
	await writeFile(passwordFile, `${fresh.password}\n`, { mode: 0o600 });
	try {
		if (user.ids) {
			await chown(draft, user.ids.uid, user.ids.gid);
			await chown(passwordFile, user.ids.uid, user.ids.gid);
		}
		const call = user.command(binaries.initdb, [
			`--pgdata=${draft}`,
			`--username=${fresh.user}`,
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

async function saveCredentials(directory: string, value: Credentials): Promise<void> {
	const draft = join(directory, "postgres.json.new");
	await writeFile(draft, `${JSON.stringify(value)}\n`, { mode: 0o600 });
	await rename(draft, join(directory, "postgres.json"));
}

async function launch(options: {
	binaries: PostgresBinaries;
	user: ServerUser;
	cluster: string;
	port: number;
	durable: boolean;
	log: string;
}): Promise<ChildProcess> {
	const settings: Record<string, string> = {
		listen_addresses: "127.0.0.1",
		unix_socket_directories: "",
		max_connections: "100",
		shared_buffers: "128MB",
		random_page_cost: "1.1", // solid-state disks: an index probe costs about what a sequential page does
		jit: "off", // the npm binaries carry no LLVM
		TimeZone: "UTC",
		log_timezone: "UTC",
		log_error_verbosity: "terse", // without DETAIL lines, which quote values of the data
		// A killed client's locks must not outlive it for the two hours that TCP would allow.
		tcp_keepalives_idle: "60",
		...(options.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
	};
	const call = options.user.command(options.binaries.postgres, [
		"-D",
		options.cluster,
		"-p",
		String(options.port),
		...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
	]);
	await rename(options.log, `${options.log}.old`).catch(() => undefined);
	// A file and no pipe: a pipe would break under the server when this process is killed.
	const log = await open(options.log, "a", 0o600);
	try {
		const child = spawn(call.program, call.args, {
			...call.options,
			cwd: "/",
			env: serverEnvironment(),
			stdio: ["ignore", log.fd, log.fd],
			detached: true, // its own process group: Ctrl-C in a terminal is for us, we then stop it in order
		});
		child.on("error", () => {}); // a failed spawn has no pid; untilReady reports it
		return child;
	} finally {
		await log.close();
	}
}

/** A person's PGPORT, PGDATA or locale must not steer our server. */
function serverEnvironment(): NodeJS.ProcessEnv {
	return childEnvironment({
		LC_ALL: "C",
		TZ: "UTC",
		PGDATA: undefined,
		PGPORT: undefined,
		PGHOST: undefined,
		PGOPTIONS: undefined,
		DATABASE_URL: undefined,
	});
}

/** As pg_ctl does: the server writes "ready" into postmaster.pid when it accepts connections. */
async function untilReady(child: ChildProcess, cluster: string): Promise<"ready" | "failed"> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (
		child.pid !== undefined &&
		child.exitCode === null &&
		child.signalCode === null &&
		Date.now() < deadline
	) {
		const postmaster = await readPostmaster(cluster);
		if (postmaster?.pid === child.pid && postmaster.status === "ready") return "ready";
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return "failed";
}

async function serve(child: ChildProcess, known: Credentials): Promise<EmbeddedServer> {
	const pid = child.pid as number;
	const base = `postgresql://${known.user}:${known.password}@127.0.0.1:${known.port}`;
	await ensureDatabase(`${base}/postgres`);
	// The last resort when this process ends without calling stop(): synchronous, so it only asks.
	const ask = () => {
		if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
	};
	process.once("exit", ask);
	child.unref();
	let stopping: Promise<void> | undefined;
	return {
		url: `${base}/${DATABASE}`,
		port: known.port,
		pid,
		stop() {
			stopping ??= (async () => {
				process.off("exit", ask);
				if (child.exitCode !== null || child.signalCode !== null) return;
				const gone = new Promise<true>((resolve) => child.once("exit", () => resolve(true)));
				child.ref();
				child.kill("SIGINT");
				const timer = new Promise<false>((resolve) => setTimeout(resolve, STOP_TIMEOUT_MS, false).unref());
				if (!(await Promise.race([gone, timer]))) {
					child.kill("SIGQUIT");
					await gone;
				}
			})();
			return stopping;
		},
	};
}

async function ensureDatabase(url: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		const found = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
		if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
	} finally {
		await client.end();
	}
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
