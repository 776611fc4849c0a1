/** A PostgreSQL of its own in a temporary directory, for tests, benches and writing migrations. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataOwner, lockDataDirectory } from "@/lib/platform/db/data-lock";
import { startEmbedded } from "@/lib/platform/db/embedded";
import { stopOrphan } from "@/lib/platform/db/orphan";

const PREFIX = "afterclick-db-";

export interface TemporaryServer {
	readonly url: string;
	/** Stops the server and deletes its files. */
	stop(): Promise<void>;
}

/** @param durable true keeps fsync on, for a bench whose writes should cost as much as in production. */
export async function startTemporaryServer(options: { durable?: boolean } = {}): Promise<TemporaryServer> {
	await sweep();
	const directory = await mkdtemp(join(tmpdir(), PREFIX));
	const lock = await lockDataDirectory(directory);
	const server = await startEmbedded({ lock, durable: options.durable ?? false });
	return {
		url: server.adminUrl,
		async stop() {
			await server.stop();
			await lock.release();
			await rm(directory, { recursive: true, force: true });
		},
	};
}

/** A test run that was killed leaves its server running; the next run ends it. */
async function sweep(): Promise<void> {
	for (const name of await readdir(tmpdir())) {
		if (!name.startsWith(PREFIX)) continue;
		const directory = join(tmpdir(), name);
		try {
			const abandoned = (await readdir(directory)).includes("lock.json") && !(await dataOwner(directory));
			if (!abandoned) continue;
			await stopOrphan(join(directory, "postgres"));
			await rm(directory, { recursive: true, force: true });
		} catch {
			// Another user's, or another run sweeps it at this moment.
		}
	}
}
