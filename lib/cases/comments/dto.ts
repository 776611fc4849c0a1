import { fromRow } from "@/lib/core/answer";
import type { Database, Transaction } from "@/lib/platform/db/client";
import type { CaseComment } from "@/lib/platform/db/generated/client.ts";
import { type CommentDto, commentDto } from "./answers";

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
		...fromRow(commentDto, row),
		author: { id: row.authorId, name: row.authorName },
		mentions: row.mentions.flatMap((id) => known.get(id) ?? []),
	}));
}
