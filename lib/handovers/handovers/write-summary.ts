import { changedSince } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { notify } from "@/lib/platform/db/notify";
import { HANDOVERS_CHANNEL, lockDraft } from "./find";
import { type SummaryInput, summaryInput, type Written } from "./schema";

/**
 * Writes the summary of a draft.
 * @throws AppError `invalid_input`, `not_found`, `conflict` when it was signed, or when somebody has written another
 *   summary since (with `summary`)
 */
export async function writeSummary(ctx: Context, id: string, input: SummaryInput): Promise<Written> {
	authorize(ctx.actor, "handovers.write");
	const { summary, was } = parseInput(summaryInput, input);
	return await ctx.db.$transaction(async (tx) => {
		const before = await lockDraft(tx, ctx.actor, id);
		if (before.summary === summary) return { version: before.version, note: null };
		if (before.summary !== was) {
			throw changedSince(
				"the summary",
				{ summary: before.summary },
				"Combine both versions, then save again.",
			);
		}
		await tx.handover.update({ where: { id: before.id }, data: { summary, version: { increment: 1 } } });
		await notify(tx, HANDOVERS_CHANNEL, before.id);
		await recordAudit(tx, ctx, {
			verb: "handovers.write",
			target: ["handover", before.id],
			before: { summary: before.summary },
			after: { summary },
		});
		return { version: before.version + 1, note: null };
	});
}
