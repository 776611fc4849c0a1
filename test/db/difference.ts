import { applyMigrations } from "@/lib/platform/db/migrate";
import { readSchema, schemaPath } from "@/lib/platform/db/migrations";
import { noFilters, withSchemaEngine } from "@/lib/platform/db/schema-engine";
import { createScratchDatabase } from "@/test/db/scratch";

/**
 * The SQL that is missing between the migrations and schema.prisma; empty when they agree.
 * @param serverUrl any database of a server on which a scratch database may be made (and is dropped again).
 */
export async function pendingDifference(serverUrl: string, root = "."): Promise<string> {
	const scratch = await createScratchDatabase(serverUrl, "difference");
	try {
		await applyMigrations(scratch.url, { root });
		const content = await readSchema(root);
		const files = [{ path: schemaPath, content }];
		const result = await withSchemaEngine(
			{ url: scratch.url, schema: content, schemaPath },
			async (engine) =>
				await engine.diff({
					from: { tag: "schemaDatasource", files, configDir: "." },
					to: { tag: "schemaDatamodel", files },
					script: true,
					exitCode: null,
					filters: noFilters,
				}),
		);
		const sql = result.stdout?.trim() ?? "";
		return sql === "-- This is an empty migration." ? "" : sql;
	} finally {
		await scratch.drop();
	}
}
