/** The production bundle under `.next`, made again when the sources it was made from have changed. */
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runNode } from "@/lib/operations/startup/run-node";

/** What the bundle is made from. `lib/platform/db/generated` follows from the schema and the lockfile. */
const SOURCES = [
	"app",
	"components",
	"lib",
	"public",
	"instrumentation-client.ts",
	"prisma/schema.prisma",
	"next.config.ts",
	"postcss.config.mjs",
	"tsconfig.json",
	"package-lock.json",
];
const IGNORED = /(^|\/)(generated|fixtures)(\/|$)|\.test\.tsx?$/;
const STAMP = ".next/afterclick-sources";

/** A digest of names and contents of the sources. */
export async function digestSources(root = "."): Promise<string> {
	const hash = createHash("sha256");
	for (const source of SOURCES) {
		for (const file of await filesUnder(root, source)) {
			hash.update(`${file}\0`);
			hash.update(await readFile(join(root, file)));
			hash.update("\0");
		}
	}
	return hash.digest("hex");
}

async function filesUnder(root: string, path: string): Promise<string[]> {
	try {
		const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
		return entries
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name).slice(join(root, "x").length - 1))
			.filter((file) => !IGNORED.test(file.replaceAll("\\", "/")))
			.sort();
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "ENOTDIR") return [path];
		if (code === "ENOENT") return [];
		throw error;
	}
}

/** Whether `.next` holds a bundle of the sources as they are. */
export async function isBuilt(): Promise<boolean> {
	const stamp = await readFile(STAMP, "utf8").catch(() => undefined);
	return stamp !== undefined && stamp === (await digestSources());
}

/**
 * Builds with Next in a child process and stamps the result.
 * @param onLine gets each line Next prints.
 * @throws AppError `internal` with the end of Next's output.
 */
export async function build(onLine?: (line: string) => void): Promise<void> {
	const digest = await digestSources(); // before: a file saved meanwhile must count as changed
	await runNode({
		args: ["node_modules/next/dist/bin/next", "build"],
		environment: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
		onLine,
		failure: "The production build failed:",
	});
	await writeFile(STAMP, digest);
}

/** Builds where that is needed. @param onBuild is called before */
export async function ensureBuilt(onBuild: () => void = () => {}, force = false): Promise<void> {
	if (!force && (await isBuilt())) return;
	onBuild();
	await build();
}
