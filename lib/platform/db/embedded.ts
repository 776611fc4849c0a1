/** The PostgreSQL that Afterclick brings along: one cluster under the data directory, on loopback only. */
import { type ChildProcess, spawn } from "node:child_process";
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/core/errors";
import { ensureAppRole } from "@/lib/platform/db/app-role";
import {
	type Credentials,
	DATABASE,
	ensureCluster,
	saveCredentials,
	serverEnvironment,
} from "@/lib/platform/db/cluster";
import type { DataLock } from "@/lib/platform/db/data-lock";
import { freePort } from "@/lib/platform/db/free-port";
import { readPostmaster, stopOrphan } from "@/lib/platform/db/orphan";
import { type PostgresBinaries, postgresBinaries } from "@/lib/platform/db/postgres-binaries";
import { type ServerUser, serverUser } from "@/lib/platform/db/server-user";

const START_TIMEOUT_MS = 120_000; // recovery after a crash replays the log first
const STOP_TIMEOUT_MS = 30_000;

export interface EmbeddedServer {
	/** postgresql://… of Afterclick's database, as its owner, password included: never log it. */
	readonly url: string;
	/** The same as the server's superuser: for tests and repairs alone. */
	readonly adminUrl: string;
	readonly port: number;
	readonly pid: number;
	/** Settles when the server's process ends, asked or not. */
	readonly ended: Promise<void>;
	/** Fast shutdown: open transactions are rolled back, everything committed is on disk. Safe to call twice. */
	stop(): Promise<void>;
}

export interface EmbeddedOptions {
	/** Proof that this process alone uses the directory: whatever server still runs in it is an orphan. */
	readonly lock: DataLock;
	/** False trades safety for speed, for databases that a test throws away. */
	readonly durable?: boolean;
	/** Only this port will do: connections of this process know it. Undefined takes another when it is taken. */
	readonly port?: number;
	/** A sentence for the person waiting. */
	readonly onProgress?: (message: string) => void;
}

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
		const port = options.port ?? (await freePort(attempt === 0 ? known.port : 0));
		const log = join(lock.directory, "postgres.log");
		const child = await launch({ binaries, user, cluster, port, durable, log });
		const outcome = await untilReady(child, cluster);
		if (outcome === "ready") {
			return await serve(child, { ...known, port }, lock.directory);
		}
		await ended(child, "SIGQUIT");
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

/** Once it has ended, after `signal`. One whose process could not be made has. */
async function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	if (signal) child.kill(signal);
	await gone;
}

async function serve(child: ChildProcess, known: Credentials, directory: string): Promise<EmbeddedServer> {
	const pid = child.pid as number;
	const gone = ended(child);
	const app = await ensureAppRole(known);
	await saveCredentials(directory, app);
	const urlOf = ({ user, password }: { user: string; password: string }) =>
		`postgresql://${user}:${password}@127.0.0.1:${known.port}/${DATABASE}`;
	// The last resort when this process ends without calling stop(): synchronous, so it only asks.
	const ask = () => {
		if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
	};
	process.once("exit", ask);
	void gone.then(() => process.off("exit", ask));
	child.unref();
	let stopping: Promise<void> | undefined;
	return {
		url: urlOf(app),
		adminUrl: urlOf(app.admin),
		port: known.port,
		pid,
		ended: gone,
		stop() {
			stopping ??= (async () => {
				if (child.exitCode !== null || child.signalCode !== null) return;
				child.ref();
				child.kill("SIGINT");
				const timer = new Promise<false>((resolve) => setTimeout(resolve, STOP_TIMEOUT_MS, false).unref());
				if ((await Promise.race([gone, timer])) === false) await ended(child, "SIGQUIT");
			})();
			return stopping;
		},
	};
}
