// Writes the Prisma client after an install. `prisma generate` needs no engine,
// but looks for one and would download it; any executable satisfies the look.
import { spawnSync } from "node:child_process";

const run = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
	env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
	encoding: "utf8",
});
if (run.status !== 0) {
	process.stderr.write(`${run.stdout ?? ""}${run.stderr ?? ""}`);
	process.exit(run.status ?? 1);
}
