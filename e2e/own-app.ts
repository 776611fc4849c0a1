import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppGround, type AppProcess, copyGround } from "../scripts/app-process";

export const SEED_HUNT = "f075d4c4-cf76-4e5d-9c2d-9ed524286316";

/** An app with data and a catalogue of its own, for what would disturb the other tests. */
export class OwnApp {
	#app: AppProcess | undefined;
	#started: Record<string, string> = {};
	private constructor(
		readonly hunts: string,
		readonly ground: AppGround,
	) {}

	/** Starts it on fresh sample data that no hunt has run over, with the seed hunt in its catalogue. */
	static async start(environment: Record<string, string> = {}): Promise<OwnApp> {
		const hunts = await mkdtemp(join(tmpdir(), "afterclick-hunts-"));
		await copyFile("hunts/user-clicked-through-events.yaml", join(hunts, "user-clicked-through-events.yaml"));
		const own = new OwnApp(hunts, await copyGround());
		await own.restart(environment);
		return own;
	}

	/** What points a command of ours at its data. */
	get environment(): Record<string, string> {
		return { ...this.#started, ...this.ground.environment };
	}

	get url(): string {
		return this.#app?.url ?? "";
	}

	/** The process that answers. */
	get pid(): number {
		return this.#app?.pid ?? 0;
	}

	/** What the running app has printed. */
	get printed(): string {
		return this.#app?.printed() ?? "";
	}

	/** Asks the app to stop, and waits for its end. */
	async stop(): Promise<void> {
		await this.#app?.stop();
	}

	/** Drops a file into the catalogue. */
	async addHunt(file: string, text: string): Promise<void> {
		await writeFile(join(this.hunts, file), text);
	}

	async restart(environment: Record<string, string> = {}): Promise<void> {
		await this.#app?.stop();
		this.#started = environment;
		this.#app = await this.ground.start({
			SKIP_SEED_RUN: "1",
			HUNTS_DIRECTORY: this.hunts,
			...environment,
		});
	}

	async clear(): Promise<void> {
		await this.#app?.stop();
		await this.ground.clear();
		await rm(this.hunts, { recursive: true, force: true });
	}
}
