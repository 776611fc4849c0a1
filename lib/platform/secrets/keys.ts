/** The one key that encrypts what is stored and must be readable: authenticators' and webhooks' secrets. */
import { join } from "node:path";
import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import { type Key, keyOf, readKeyFile, requireKeyFile } from "./key-file";
import type { SecretKeys } from "./seal";

/** Where the key is unless SECRET_KEY gives one, and where `npm run secrets -- rotate` puts the one before. */
export function secretKeyFiles(): { readonly current: string; readonly previous: string } {
	const file = join(config().dataDirectory, "secret.key");
	return { current: file, previous: `${file}.previous` };
}

/** The variable or the file that holds the current key. */
export function secretKeySource(): string {
	return config().secretKey === undefined ? secretKeyFiles().current : "SECRET_KEY";
}

/**
 * The keys of this process. Read each time, so that a rotation is seen without a restart: read a stored secret first
 * and the keys after it, and there is always one that opens it.
 * @throws AppError `not_configured` when the current key's file holds no key
 */
export async function findSecretKeys(): Promise<SecretKeys> {
	const { secretKey, previousSecretKeys } = config();
	const files = secretKeyFiles();
	const given = secretKey === undefined ? undefined : fromVariable(secretKey, "SECRET_KEY");
	const current = given ?? (await readKeyFile(files.current, "secret"));
	const others = [
		...previousSecretKeys.map((key) => fromVariable(key, "SECRET_KEY_PREVIOUS")),
		given === undefined ? undefined : await earlier(files.current),
		await earlier(files.previous),
	];
	const previous = new Map<string, Key>();
	for (const key of others) if (key !== undefined && key.id !== current?.id) previous.set(key.id, key);
	return { current, previous: [...previous.values()] };
}

export interface RequiredKeys extends SecretKeys {
	readonly current: Key;
	/** Whether the key's file was made just now. */
	readonly made: boolean;
}

/** As {@link findSecretKeys}; the current key is made where there is none. */
export async function requireSecretKeys(): Promise<RequiredKeys> {
	const found = await findSecretKeys();
	if (found.current !== undefined) return { ...found, current: found.current, made: false };
	const { key, made } = await requireKeyFile(secretKeyFiles().current, "secret");
	return { ...found, current: key, made };
}

/**
 * {@link findSecretKeys} or {@link requireSecretKeys} for what is answered to a browser: where this machine keeps its
 * files is for the log and Health alone.
 * @throws AppError `not_configured` without the file's path; its cause has it
 */
export async function keysForAnswer<Keys extends SecretKeys>(find: () => Promise<Keys>): Promise<Keys> {
	try {
		return await find();
	} catch (cause) {
		if (!(cause instanceof AppError)) throw cause;
		throw new AppError("not_configured", "This server's secret key can't be read.", {
			remedy: "Ask an administrator: Health says what is wrong with the key.",
			cause,
		});
	}
}

function fromVariable(value: string, name: string): Key {
	return keyOf(Buffer.from(value, "base64"), "secret", name);
}

/** A file that is in the way of nothing: what was encrypted with its key says so where it is needed. */
async function earlier(file: string): Promise<Key | undefined> {
	try {
		return await readKeyFile(file, "secret");
	} catch (error) {
		if (error instanceof AppError) return undefined;
		throw error;
	}
}
