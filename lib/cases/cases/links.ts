import type { CaseName } from "@/lib/core/case-name";
import type { Actor } from "@/lib/platform/context/actor";
import { scopeSql } from "@/lib/platform/context/scope";
import type { Database, Transaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";

/** A case and all that were merged into it, as the table `"name"("id")` of a WITH RECURSIVE. */
function groupSql(name: string, id: string): Prisma.Sql {
	const table = Prisma.raw(`"${name}"`);
	return Prisma.sql`${table}("id") AS (SELECT ${id}::uuid
		UNION SELECT c."id" FROM "Case" c JOIN ${table} g ON c."mergedIntoId" = g."id")`;
}

/**
 * The cases that a case is linked with and the actor may see, by number: by its own links and by those of cases that
 * were merged into it. A linked case that was itself merged shows as the one it was merged into. A merge moves no link, so that an unmerge has
 * nothing to bring back.
 */
export async function linkedCases(db: Database | Transaction, actor: Actor, id: string): Promise<CaseName[]> {
	const shown = [
		Prisma.sql`c."mergedIntoId" IS NULL AND c."id" NOT IN (SELECT "id" FROM "mine")`,
		...scopeSql(actor, 'c."workspaceId"'),
	];
	return await db.$queryRaw<CaseName[]>`
		WITH RECURSIVE ${groupSql("mine", id)},
		"others"("id") AS (
			SELECT CASE WHEN m."id" = l."aId" THEN l."bId" ELSE l."aId" END
				FROM "CaseLink" l JOIN "mine" m ON m."id" IN (l."aId", l."bId")
			UNION SELECT c."mergedIntoId" FROM "Case" c JOIN "others" o ON o."id" = c."id"
				WHERE c."mergedIntoId" IS NOT NULL)
		SELECT c."id", c."number", c."title", c."status"::text, c."severity"::text
		FROM "Case" c JOIN "others" o ON o."id" = c."id"
		WHERE ${Prisma.join(shown, " AND ")} ORDER BY c."number"`;
}

/** The links by which two cases are linked, also those of cases that were merged into either. */
export async function linksBetween(
	tx: Transaction,
	oneId: string,
	otherId: string,
): Promise<{ aId: string; bId: string }[]> {
	return await tx.$queryRaw`
		WITH RECURSIVE ${groupSql("one", oneId)}, ${groupSql("other", otherId)}
		SELECT l."aId", l."bId" FROM "CaseLink" l
		WHERE (l."aId" IN (SELECT "id" FROM "one") AND l."bId" IN (SELECT "id" FROM "other"))
			OR (l."bId" IN (SELECT "id" FROM "one") AND l."aId" IN (SELECT "id" FROM "other"))`;
}
