import type { Database, Transaction } from "@/lib/platform/db/client";
import type { CaseComment } from "@/lib/platform/db/generated/client.ts";
import type { CommentDto } from "./answers";

/** Comments with the names of whom they mention. */
export async function toComments(
	db: Database | Transaction,
	rows: readonly CaseComment[],
): Promise<CommentDto[]> {
	const ids = [...new Set(rows.flatMap(({ mentions }) => mentions))];
	const people =
		ids.length === 0
			? []
			: await db.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
	const known = new Map(people.map((person) => [person.id, person]));
	return rows.map((row) => ({
		id: row.id,
		caseId: row.caseId,
		body: row.body,
		author: { id: row.authorId, name: row.authorName },
		mentions: row.mentions.flatMap((id) => known.get(id) ?? []),
		at: row.at.toISOString(),
		editedAt: row.editedAt?.toISOString() ?? null,
		deletedAt: row.deletedAt?.toISOString() ?? null,
		version: row.version,
	}));
}
