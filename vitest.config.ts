import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };

/** How long `expect.poll` tries, in milliseconds: one second, the default, is little on a machine with too much to do. */
const poll = { timeout: 60_000 };

export default defineConfig({
	test: {
		// Logs of refusals that a test provokes would only hide the ones it does not.
		env: { LOG_LEVEL: "silent" },
		// Beyond the processors: many a test waits for a process, a lock or a retry.
		maxWorkers: 3,
		projects: [
			{
				resolve: { alias },
				test: {
					name: "unit",
					environment: "node",
					include: ["{app,lib,components,scripts,bench,test}/**/*.test.{ts,tsx}"],
					exclude: ["**/*.db.test.ts", "node_modules/**"],
					testTimeout: 120_000,
					expect: { poll },
				},
			},
			{
				resolve: { alias },
				test: {
					name: "db",
					environment: "node",
					include: ["{lib,components}/**/*.db.test.ts"],
					globalSetup: ["test/db/test-server.ts"],
					setupFiles: ["test/setup-db.ts"],
					testTimeout: 180_000,
					expect: { poll },
					hookTimeout: 180_000,
				},
			},
		],
	},
});
