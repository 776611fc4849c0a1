import { z } from "zod";
import { lockCase } from "@/lib/cases/record/find";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Actor } from "@/lib/platform/context/actor";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case, CaseComment } from "@/lib/platform/db/generated/client.ts";
import { toComments } from "./dto";

/**
 * A comment that stands, with its case, locked, at the version that the person saw.
 * @throws AppError `not_found`, also for one that was taken back; `conflict` (with `comment`) when it has changed
 */
export async function lockComment(
	tx: Transaction,
	actor: Actor,
	commentId: string,
	version: number | null,
): Promise<{ readonly comment: CaseComment; readonly of: Case }> {
	const id = parseInput(z.uuid(), commentId);
	const seen = await tx.caseComment.findUnique({ where: { id }, select: { caseId: true } });
	const of = seen === null ? null : await lockCase(tx, actor, seen.caseId);
	const comment = of === null ? null : await tx.caseComment.findFirst({ where: { id, caseId: of.id } });
	if (of === null || comment === null || comment.deletedAt !== null) {
		throw new AppError("not_found", "Comment not found.");
	}
	if (version !== null && comment.version !== version) {
		const [theirs] = await toComments(tx, [comment]);
		throw new AppError("conflict", "This comment was changed in the meantime.", {
			remedy: "Check its current state, then change it again.",
			details: { comment: theirs },
		});
	}
	return { comment, of };
}
