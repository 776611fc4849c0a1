import { AppError } from "@/lib/core/errors";
import type { Role } from "@/lib/core/roles";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";
import { createLocalPerson, wouldCloseOpenMode } from "./create-local-person";
import { findLogin } from "./find-login";
import { type Login, listLogins } from "./list-logins";
import { resetPassword } from "./reset-password";
import { updatePerson } from "./update-person";

export const PERSON_USAGE = `npm run person -- list
npm run person -- add LOGIN --name NAME [--role viewer|analyst|lead|admin] [--password-stdin]
npm run person -- password LOGIN [--without-code]
npm run person -- role LOGIN viewer|analyst|lead|admin
npm run person -- disable LOGIN
npm run person -- enable LOGIN

Without --password-stdin, add makes a password that has to be changed when it is first used.
password makes a new one; --without-code takes the authenticator app away as well.`;

export interface PersonCommand {
	/** The command's words, as in `["role", "kim", "lead"]`. */
	readonly words: readonly string[];
	readonly name?: string | undefined;
	readonly role?: string | undefined;
	/** Given on standard input. */
	readonly password?: string | undefined;
	readonly withoutCode?: boolean | undefined;
}

const CLOSES =
	"No sign-in is set up yet: anyone who can reach this machine is the local administrator. Adding " +
	"the first person turns sign-in on at once: every open browser is asked to sign in.";

/**
 * Manages who signs in here, from the product's machine: anyone who can run commands there has its database anyway.
 * @param say gets each line to print, in time: before what it explains is done.
 * @throws AppError `invalid_input` for a command that is none
 */
export async function runPersonCommand(command: PersonCommand, say: (line: string) => void): Promise<void> {
	const { words, name, role, password, withoutCode = false } = command;
	const [verb, login, third, ...more] = words;
	const ctx = createContext(SYSTEM);
	const wrong = () => new AppError("invalid_input", `Use it so:\n${PERSON_USAGE}`);
	if (more.length > 0 || (third !== undefined && verb !== "role")) throw wrong();
	if (verb === "list" && login === undefined) {
		const logins = await listLogins(ctx);
		if (logins.length === 0) say("Nobody can sign in here yet.");
		for (const line of table(logins)) say(line);
		return;
	}
	if (login === undefined) throw wrong();
	switch (verb) {
		case "add": {
			if (name === undefined) throw wrong();
			const closes = await wouldCloseOpenMode(ctx);
			if (closes && role === "admin") say(CLOSES);
			const made = await createLocalPerson(ctx, {
				login,
				name,
				role: (role ?? "analyst") as Role,
				...(password === undefined ? {} : { password }),
			});
			say(`${name} can sign in as ${made.login}.`);
			if (made.oneTimePassword !== null) sayPassword(made.oneTimePassword, say);
			return;
		}
		case "password": {
			sayPassword(await resetPassword(ctx, { login, withoutCode }), say);
			return;
		}
		case "role": {
			if (third === undefined) throw wrong();
			const { id } = await findLogin(ctx.db, login);
			await updatePerson(ctx, id, { role: third as Role });
			say(`${login} has the role ${third} now.`);
			return;
		}
		case "disable":
		case "enable": {
			const { id } = await findLogin(ctx.db, login);
			await updatePerson(ctx, id, { disabled: verb === "disable" });
			say(verb === "disable" ? `${login} is signed out and can't sign in.` : `${login} can sign in (again).`);
			return;
		}
		default:
			throw wrong();
	}
}

function sayPassword(password: string, say: (line: string) => void): void {
	say(`Password, to be changed when it is first used: ${password}`);
}

function table(logins: readonly Login[]): string[] {
	const rows = logins.map((each) => [
		each.login ?? "(no login)",
		each.name,
		each.disabled ? "disabled" : (each.role ?? "no role"),
		[
			each.password ? "password" : "",
			each.authenticator ? "authenticator" : "",
			each.provider ? "provider" : "",
		]
			.filter(Boolean)
			.join(" + "),
		each.lastSeenAt === null ? "never here" : `last here ${each.lastSeenAt.toISOString().slice(0, 16)}Z`,
	]);
	const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => (row[column] ?? "").length)));
	return rows.map((row) =>
		row
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join("  ")
			.trimEnd(),
	);
}
