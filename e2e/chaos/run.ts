/**
 * Two replicas on one PostgreSQL behind a proxy that retries nothing, one of them ended every few seconds, by
 * turns with SIGTERM and with SIGKILL, while 50 people decide, undo, list and hunt. Their responses are
 * then compared with what is stored.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { AppError } from "../../lib/core/errors";
import { config } from "../../lib/platform/config/config";
import { type AppProcess, spawnApp } from "../../scripts/app-process";
import { createScratchDatabase } from "../../test/db/scratch";
import { startTemporaryServer } from "../../test/db/temporary-server";
import { Journal } from "./journal";
import { Person } from "./person";
import { type Balancer, type LastRequests, startProxy } from "./proxy";
import { type Stored, verify } from "./verify";

const REPLICAS = ["a", "b"] as const;
/** How long both replicas run between two stops, in milliseconds. */
const REST_MS = 2_000;
/** However slow the machine: one replica asked to stop, one killed. */
const FEWEST_ENDINGS = 2;
/** A run whose process died is resumed by the other replica within a minute. */
const SETTLE_MS = 120_000;

export interface Ending {
	readonly replica: string;
	readonly signal: "SIGTERM" | "SIGKILL";
	/** Until its process was gone, and until its successor was ready, in milliseconds. */
	readonly goneMs: number;
	readonly backMs: number;
	readonly last: LastRequests;
}

export interface ChaosReport {
	/** How long people worked. */
	readonly seconds: number;
	readonly people: number;
	readonly journal: Journal;
	readonly endings: readonly Ending[];
	/** Requests that met no healthy replica, and connections a replica refused. */
	readonly unserved: number;
	readonly refused: number;
	readonly stored: Stored;
	readonly violations: readonly string[];
}

export interface ChaosOptions {
	readonly seconds: number;
	readonly people?: number;
	readonly onProgress?: (message: string) => void;
}

export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
	const { seconds, people = 50, onProgress = () => undefined } = options;
	const undo: (() => Promise<unknown>)[] = [];
	try {
		const directory = await mkdtemp(join(tmpdir(), "afterclick-chaos-"));
		undo.push(() => rm(directory, { recursive: true, force: true }));
		const url = await startDatabase(undo);
		const replicas = new Map<string, AppProcess>();
		undo.push(() => Promise.all([...replicas.values()].map((replica) => replica.stop())));
		const start = async (name: string) => {
			const replica = await spawnApp({
				NODE_ENV: undefined,
				PORT: "0",
				DATABASE_URL: url,
				DATA_DIRECTORY: join(directory, name),
				WORKSPACE_DIRECTORY: join(directory, "workspace"),
				SENTINEL_WORKSPACE_ID: undefined,
				SENTINEL_WORKSPACES: undefined,
				SENTINEL_WORKSPACES_FILE: undefined,
				LOG_LEVEL: "fatal",
				// Fifty people at one address, and perhaps under one name, are what this is about.
				RATE_LIMIT_READS: "0",
				RATE_LIMIT_WRITES: "0",
			});
			replicas.set(name, replica);
			return replica;
		};
		const proxy = await startProxy();
		undo.push(() => proxy.close());
		// The first one makes the sample and runs the hunt over it.
		for (const name of REPLICAS) proxy.put(name, (await start(name)).url);
		onProgress(`Two replicas stand behind ${proxy.url}.`);

		const journal = new Journal();
		const over = new AbortController();
		const began = performance.now();
		const work = Array.from({ length: people }, (_, index) => {
			const person = new Person(proxy.url, `Chaos ${index + 1}`, journal);
			return index === 0 ? person.hunt(over.signal) : person.work(over.signal);
		});
		undo.push(async () => over.abort());
		const endings = await endByTurns({ seconds, proxy, replicas, start, onProgress });
		const worked = Math.round((performance.now() - began) / 1_000);
		over.abort();
		await Promise.all(work);

		const client = new pg.Client({ connectionString: url });
		await client.connect();
		undo.push(() => client.end());
		onProgress("Waiting for the last runs to end.");
		await settle(client);
		const { stored, violations } = await verify(client, url, journal);
		return {
			seconds: worked,
			people,
			journal,
			endings,
			unserved: proxy.unserved,
			refused: proxy.refused,
			stored,
			violations: [...journal.wrong, ...stoppedInOrder(endings), ...violations],
		};
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

async function startDatabase(undo: (() => Promise<unknown>)[]): Promise<string> {
	const external = config().databaseUrl;
	if (external) {
		const scratch = await createScratchDatabase(external, "chaos");
		undo.push(scratch.drop);
		return scratch.url;
	}
	const server = await startTemporaryServer({ durable: true });
	undo.push(server.stop);
	return server.url;
}

interface Turns {
	readonly seconds: number;
	readonly proxy: Balancer;
	readonly replicas: ReadonlyMap<string, AppProcess>;
	readonly start: (name: string) => Promise<AppProcess>;
	readonly onProgress: (message: string) => void;
}

async function endByTurns({ seconds, proxy, replicas, start, onProgress }: Turns): Promise<Ending[]> {
	const endings: Ending[] = [];
	const deadline = Date.now() + seconds * 1_000;
	for (let turn = 0; turn < FEWEST_ENDINGS || Date.now() < deadline; turn++) {
		await new Promise((resolve) => setTimeout(resolve, REST_MS));
		const signal = turn % 2 === 0 ? "SIGTERM" : "SIGKILL";
		const name = REPLICAS[Math.floor(turn / 2) % REPLICAS.length] ?? "a";
		const replica = replicas.get(name);
		if (!replica) throw new AppError("internal", `There is no replica ${name}.`);
		const began = performance.now();
		const last = proxy.watch(name);
		await (signal === "SIGTERM" ? replica.stop() : replica.kill());
		const goneMs = Math.round(performance.now() - began);
		proxy.put(name, (await start(name)).url);
		const backMs = Math.round(performance.now() - began);
		endings.push({ replica: name, signal, goneMs, backMs, last });
		onProgress(
			`${signal} to ${name}: gone after ${goneMs} ms, back after ${backMs} ms; of ${last.inFlight} requests in flight ${last.answered} answered, ${last.cut} cut.`,
		);
	}
	return endings;
}

/** A replica that is asked to stop answers the requests it has started. */
function stoppedInOrder(endings: readonly Ending[]): string[] {
	return endings.flatMap(({ replica, signal, last }) =>
		signal === "SIGTERM" && last.cut > 0
			? [`Replica ${replica}, asked to stop, cut ${last.cut} of ${last.inFlight} requests in flight.`]
			: [],
	);
}

async function settle(client: pg.Client): Promise<void> {
	const deadline = Date.now() + SETTLE_MS;
	while (Date.now() < deadline) {
		const { rowCount } = await client.query(
			`SELECT 1 FROM "HuntRun" WHERE "status" IN ('queued', 'running') LIMIT 1`,
		);
		if (rowCount === 0) return;
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
}
