/** npm run e2e [-- Playwright's arguments]: the browser tests against the built app with data of its own. */
import { spawn } from "node:child_process";
import { childEnvironment } from "@/lib/platform/config/config";
import { startApp } from "./app-process";
import { ensureChromium } from "./chromium";
import { exitWith } from "./exit";

exitWith(async () => {
	const chromium = ensureChromium();
	const app = await startApp();
	try {
		const child = spawn(
			process.execPath,
			["node_modules/@playwright/test/cli.js", "test", ...process.argv.slice(2)],
			{ env: childEnvironment({ E2E_URL: app.url, CHROMIUM_PATH: chromium }), stdio: "inherit" },
		);
		const stop = () => child.kill("SIGINT");
		process.once("SIGINT", stop).once("SIGTERM", stop);
		return await new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
	} finally {
		await app.stop();
	}
});
