import { connectAlone } from "@/lib/platform/db/connect";
import { migrationNames } from "@/lib/platform/db/migrations";

export interface DatabaseState {
	/** As in `18.4`. */
	readonly server: string;
	/** Migrations of this version that it has not seen, and those it has seen that are not of this version. */
	readonly pending: readonly string[];
	readonly unknown: readonly string[];
}

/** What a database is and how far it is migrated; changes nothing. @throws AppError `unavailable` */
export async function databaseState(url: string): Promise<DatabaseState> {
	const known = await migrationNames();
	const client = await connectAlone(url, "state");
	try {
		const { rows: versions } = await client.query<{ server: string }>(
			"select split_part(current_setting('server_version'), ' ', 1) as server",
		);
		const table = await client.query("select to_regclass('_prisma_migrations') is not null as present");
		const { rows } = table.rows[0].present
			? await client.query<{ name: string }>(
					"select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
				)
			: { rows: [] };
		const applied = new Set(rows.map(({ name }) => name));
		return {
			server: String(versions[0]?.server),
			pending: known.filter((name) => !applied.has(name)),
			unknown: [...applied].filter((name) => !known.includes(name)),
		};
	} finally {
		await client.end();
	}
}
