import { randomUUID } from "node:crypto";
import pg from "pg";

export interface ScratchDatabase {
	readonly url: string;
	/** Drops the database, even while clients are connected to it. Safe to call twice. */
	drop(): Promise<void>;
}

/**
 * A database with a name of its own on the server of `serverUrl`, whose user must be allowed to create one.
 * @param template URL of a database to copy; nobody may be connected to that one meanwhile.
 */
export async function createScratchDatabase(
	serverUrl: string,
	purpose: string,
	template?: string,
): Promise<ScratchDatabase> {
	const name = `afterclick_${purpose}_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
	const copy = template ? ` template "${new URL(template).pathname.slice(1)}"` : "";
	await execute(serverUrl, `create database "${name}"${copy}`);
	const url = new URL(serverUrl);
	url.pathname = `/${name}`;
	return {
		url: url.href,
		drop: () => execute(serverUrl, `drop database if exists "${name}" with (force)`),
	};
}

async function execute(url: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	client.on("error", () => {}); // the statement in work reports it
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}
