import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";
import type { Database } from "@/lib/platform/db/client";
import { findSecretKeys, secretKeyFiles, secretKeySource } from "@/lib/platform/secrets/keys";
import { type SecretsState, secretCounts, stateOfSecrets } from "@/lib/platform/secrets/state";
import { rotateSecretKey } from "./rotate";

export const SECRETS_USAGE = `npm run secrets -- check     how many stored secrets open with the key
npm run secrets -- rotate    makes a new key and encrypts everything with it`;

/**
 * Looks after the key that encrypts stored secrets, on the machine that has it.
 * @returns the exit code: 1 when secrets can't be opened
 * @throws AppError `invalid_input` for an unknown command, `conflict` where SECRET_KEY gives the key
 */
export async function runSecretsCommand(
	words: readonly string[],
	say: (line: string) => void,
): Promise<number> {
	const ctx = createContext(SYSTEM);
	if (words.length === 1 && words[0] === "check") {
		const { lines, lost } = await secretsReport(ctx.db, ctx.now());
		for (const line of lines) say(line);
		return lost ? 1 : 0;
	}
	if (words.length === 1 && words[0] === "rotate") {
		const rotated = await rotateSecretKey(ctx);
		const { current, previous } = secretKeyFiles();
		say(`The key is now ${rotated.keyId} (${current}); it was ${rotated.previousKeyId}.`);
		say(`Encrypted ${secretCounts(rotated)} with it.`);
		say(`Keep a copy of the new key elsewhere. Backups made before now need the old one (${previous}).`);
		return 0;
	}
	throw new AppError("invalid_input", `Use one of these:\n${SECRETS_USAGE}`);
}

/** The state of the stored secrets for a terminal. `lost`: some can't be opened. */
export async function secretsReport(
	db: Database,
	now: Date,
): Promise<{ readonly lines: readonly string[]; readonly lost: boolean }> {
	const keys = await findSecretKeys();
	const state = await stateOfSecrets(db, keys, now);
	const lost = state.lost.authenticators + state.lost.webhooks > 0;
	const lines = [
		keys.current === undefined
			? `There is no key yet; the next start makes ${secretKeySource()}.`
			: `The key is ${keys.current.id} (${secretKeySource()}).`,
		`Stored: ${secretCounts(state)}. ${count(state.current)} encrypted with the key, ${count(state.previous)} with an earlier one, ${count(state.plain)} not encrypted.`,
		...(state.previous + state.plain > 0 ? ["The next start of Afterclick encrypts them with the key."] : []),
		...(lost ? [`WARNING: ${lostText(state)}`, lostRemedy(config().secretKey !== undefined)] : []),
	];
	return { lines, lost };
}

const count = (value: number) => value.toLocaleString("en");

/** @param state of which some are lost */
export function lostText({ lost, missingKeys }: SecretsState): string {
	const why =
		missingKeys.length === 0
			? "changed in the database, or encrypted with a key that isn't here"
			: `encrypted with the key ${missingKeys.join(" or ")}, which isn't here`;
	return `Can't open ${secretCounts(lost)}: ${why}.`;
}

/** @param given whether SECRET_KEY gives the key */
export function lostRemedy(given: boolean): string {
	const first = given
		? "Set SECRET_KEY to the same key on each replica, and SECRET_KEY_PREVIOUS to the missing one."
		: `Set SECRET_KEY to the missing key on each replica, or copy its file to ${secretKeyFiles().current}.`;
	return `${first} If the key is lost, rotate the webhooks' secrets and reset the authenticators (docs/operate.md).`;
}
