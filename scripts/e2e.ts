/** npm run e2e [-- Playwright's arguments]: the browser tests against the built app with data of its own. */
import { spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childEnvironment } from "@/lib/platform/config/config";
import { type AppProcess, prepareGround } from "./app-process";
import { ensureChromium } from "./chromium";
import { exitWith } from "./exit";

exitWith(async () => {
	const chromium = ensureChromium();
	const ground = await prepareGround();
	const copied = await mkdtemp(join(tmpdir(), "afterclick-ground-"));
	let app: AppProcess | undefined;
	try {
		// With a database elsewhere, the directory alone would be half of the data.
		const begun = ground.environment.DATABASE_URL === undefined;
		if (begun) {
			await (await ground.start({ SKIP_SEED_RUN: "1" })).stop();
			await cp(ground.environment.DATA_DIRECTORY, copied, { recursive: true, preserveTimestamps: true });
		}
		app = await ground.start();
		const child = spawn(
			process.execPath,
			["node_modules/@playwright/test/cli.js", "test", ...process.argv.slice(2)],
			{
				env: childEnvironment({
					E2E_URL: app.url,
					E2E_GROUND: begun ? copied : undefined,
					CHROMIUM_PATH: chromium,
				}),
				stdio: "inherit",
			},
		);
		const stop = () => child.kill("SIGINT");
		process.once("SIGINT", stop).once("SIGTERM", stop);
		return await new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
	} finally {
		await app?.stop();
		await ground.clear();
		await rm(copied, { recursive: true, force: true });
	}
});
