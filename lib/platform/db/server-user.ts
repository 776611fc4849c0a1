/**
 * PostgreSQL refuses to run as root. When we are root (a container, a fresh server), it runs as someone else;
 * otherwise as ourselves.
 */
import { execFile, spawnSync } from "node:child_process";
import { chmod, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { AppError } from "@/lib/core/errors";

const run = promisify(execFile);

export interface ServerUser {
	/** Set when the server's files belong to somebody other than this process. */
	readonly ids: { readonly uid: number; readonly gid: number } | undefined;
	/** The command as that user runs it, with the spawn options that go with it. */
	command(
		program: string,
		args: readonly string[],
	): { program: string; args: string[]; options: { uid?: number; gid?: number } };
}

/**
 * @param dataDirectory the cluster's directory; when it exists, its owner is the one to run as.
 * @param parent a directory above it that exists and that the server must be able to enter.
 * @throws AppError `unavailable` when root has nobody to hand the server to.
 */
export async function serverUser(
	dataDirectory: string,
	parent: string,
	program: string,
): Promise<ServerUser> {
	const uid = process.getuid?.();
	const owner = await stat(dataDirectory).catch(() => undefined);
	if (uid !== 0) {
		if (uid !== undefined && owner && owner.uid !== uid) {
			throw new AppError(
				"unavailable",
				`The database files in ${dataDirectory} belong to user id ${owner.uid}, and this is user id ${uid}.`,
				{
					remedy: `Start as the user who started before, or give them over: chown -R ${uid} ${dataDirectory}`,
				},
			);
		}
		return { ids: undefined, command: (name, args) => ({ program: name, args: [...args], options: {} }) };
	}
	if (owner?.uid !== 0) {
		const ids = owner ? { uid: owner.uid, gid: owner.gid } : await unprivilegedUser();
		const plain: ServerUser = {
			ids,
			command: (name, args) => ({ program: name, args: [...args], options: { ...ids } }),
		};
		// Only the way in: what is inside keeps its own modes, and secrets there are 0600.
		await chmod(parent, 0o711);
		if (canReach(plain, program, parent)) return plain;
		await chmod(parent, 0o700);
		if (owner) throw unreachable(parent, ids.uid);
	}
	// A checkout under /root (0700) is closed to every other user. In a user namespace the server sees itself
	// as an ordinary user, without root's capabilities, while its files stay root's own: no mode is changed.
	const { uid: inner } = await unprivilegedUser();
	const namespaced: ServerUser = {
		ids: undefined,
		command: (name, args) => ({
			program: "unshare",
			args: [`--map-user=${inner}`, `--map-group=${inner}`, "--", name, ...args],
			options: {},
		}),
	};
	if (canReach(namespaced, program, parent)) return namespaced;
	throw unreachable(parent, inner);
}

function unreachable(directory: string, uid: number): AppError {
	return new AppError(
		"unavailable",
		`This is root, PostgreSQL must run as another user (user id ${uid}), and that user cannot enter ${directory}.`,
		{
			remedy:
				"Start as an ordinary user, move the checkout out of root's home, or set DATABASE_URL to a server of your own.",
		},
	);
}

function canReach(user: ServerUser, program: string, directory: string): boolean {
	const works = (name: string, args: string[]) => {
		const call = user.command(name, args);
		return spawnSync(call.program, call.args, { ...call.options, cwd: "/", stdio: "ignore" }).status === 0;
	};
	return works(program, ["--version"]) && works("test", ["-x", directory]);
}

async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
	const known = await idsOf("postgres");
	if (known) return known;
	// initdb looks its own user up, so a bare number will not do. Names differ by distribution; nobody is last.
	for (const [program, args] of [
		["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", "postgres"]],
		["adduser", ["-S", "-D", "-H", "-s", "/bin/false", "postgres"]],
	] as const) {
		await run(program, args).catch(() => undefined);
		const made = await idsOf("postgres");
		if (made) return made;
	}
	const nobody = await idsOf("nobody");
	if (nobody) return nobody;
	throw new AppError(
		"unavailable",
		"This is root, and PostgreSQL must run as another user, but none could be made.",
		{
			remedy: "Start as an ordinary user, add a user named postgres, or set DATABASE_URL.",
		},
	);
}

async function idsOf(name: string): Promise<{ uid: number; gid: number } | undefined> {
	try {
		const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
		return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
	} catch {
		return undefined;
	}
}
