import { AppError } from "@/lib/core/errors";
import { lostRemedy, lostText } from "@/lib/operations/secrets/command";
import { config } from "@/lib/platform/config/config";
import type { Database } from "@/lib/platform/db/client";
import { findSecretKeys, secretKeySource } from "@/lib/platform/secrets/keys";
import { type SecretsState, secretCounts, stateOfSecrets } from "@/lib/platform/secrets/state";
import { type Check, check } from "./rules";

const ABOUT = { id: "secret-key", title: "Secret key" };

/** Whether this process has the key of everything that is stored encrypted. */
export async function checkSecrets(db: Database, now: Date): Promise<Check> {
	try {
		const keys = await findSecretKeys();
		const { databaseIsExternal, secretKey } = config();
		return secretsCheck(await stateOfSecrets(db, keys, now), {
			keyId: keys.current?.id,
			source: secretKeySource(),
			given: secretKey !== undefined,
			external: databaseIsExternal,
		});
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return check(ABOUT, "failing", error.message, error.remedy ?? null);
	}
}

interface KeyFacts {
	readonly keyId: string | undefined;
	/** The variable or file that holds it. */
	readonly source: string;
	/** Whether it is a variable. */
	readonly given: boolean;
	/** Whether other replicas may share the database. */
	readonly external: boolean;
}

export function secretsCheck(state: SecretsState, { keyId, source, given, external }: KeyFacts): Check {
	const { lost, previous, plain } = state;
	const key =
		keyId === undefined ? `${source} is created at the next start.` : `The key is ${keyId} (${source}).`;
	if (lost.authenticators + lost.webhooks > 0) {
		return check(ABOUT, "failing", `${lostText(state)} ${key}`, lostRemedy(given));
	}
	if (plain + previous > 0) {
		const says =
			plain > 0
				? `${plain.toLocaleString("en")} stored ${plain === 1 ? "secret isn't" : "secrets aren't"} encrypted. ${key}`
				: `${previous.toLocaleString("en")} stored ${previous === 1 ? "secret is" : "secrets are"} encrypted with an earlier key. ${key}`;
		const remedy =
			external && !given
				? "Set SECRET_KEY to the same key on each replica, then restart Afterclick: it encrypts them."
				: "Restart Afterclick: it encrypts them with the key.";
		return check(ABOUT, "warning", says, remedy);
	}
	const shared = external && !given ? " With several replicas, set SECRET_KEY to the same key on each." : "";
	const opens = state.current === 0 ? "No secrets are stored." : `It opens ${secretCounts(state)}.`;
	return check(ABOUT, "ok", `${key} ${opens}${shared}`);
}
