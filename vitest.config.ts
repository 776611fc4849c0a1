import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };

/** How long `expect.poll` tries, in milliseconds: the default of one second is too short on a busy machine. */
const poll = { timeout: 60_000 };

export default defineConfig({
	test: {
		// Logs of errors that a test provokes would hide the unexpected ones.
		env: { LOG_LEVEL: "silent" },
		// More than the processors: many tests wait for a process, a lock or a retry.
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
