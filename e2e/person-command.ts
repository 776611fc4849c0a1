import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { childEnvironment } from "../lib/platform/config/config";

/** Runs `npm run person -- …` against an app's data, and returns its output. */
export async function person(environment: Record<string, string>, ...words: string[]): Promise<string> {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		["--import", "tsx", "scripts/person.ts", ...words],
		{ env: childEnvironment(environment) },
	);
	return stdout;
}

/** The password that the command made. */
export function printedPassword(printed: string): string {
	const password = /: (([a-z2-9]{4}-){3}[a-z2-9]{4})$/m.exec(printed)?.[1];
	if (password === undefined) throw new Error(`No password in: ${printed}`);
	return password;
}
