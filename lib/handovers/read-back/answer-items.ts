import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { handedItems } from "@/lib/handovers/handovers/items";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { tell } from "@/lib/platform/inbox/tell";
import { lockUnanswered } from "./answer";
import { readBackPath, tellPages } from "./channel";
import { toAnswer } from "./dto";
import { type AnswerDto, type AnswersInput, answersInput } from "./schema";

/**
 * Accepts many items of a signed handover at once, or declines them for one reason; all of them or none. The outgoing
 * person is told once of what is declined.
 * @throws AppError `invalid_input`, `not_found` (also for what is not an item of it), `forbidden` for who signed it,
 *   `conflict` for one that is a draft or acknowledged, or when somebody has answered one of them since (with
 *   `answers`)
 */
export async function answerItems(
	ctx: Context,
	handoverId: string,
	input: AnswersInput,
): Promise<AnswerDto[]> {
	authorize(ctx.actor, "handovers.write");
	const wanted = parseInput(answersInput, input);
	return ctx.db.$transaction(async (tx) => {
		const handover = await lockUnanswered(tx, ctx, handoverId);
		const handed = new Set(handedItems(handover.snapshot).map(({ key }) => key));
		const versions = new Map(wanted.items.map(({ item, version }) => [item, version]));
		const items = [...versions.keys()];
		if (!items.every((item) => handed.has(item))) {
			throw new AppError("not_found", "This handover has no such item.");
		}
		const where = { handoverId: handover.id, item: { in: items } };
		const before = new Map(
			(await tx.handoverAnswer.findMany({ where })).map((answer) => [answer.item, answer]),
		);
		const changed = items.filter((item) => (before.get(item)?.version ?? 0) !== versions.get(item));
		if (changed.length > 0) {
			throw new AppError("conflict", "Someone has answered some of these items in the meantime.", {
				remedy: "Check the answers, then answer the items that are still open.",
				details: { answers: changed.flatMap((item) => before.get(item) ?? []).map(toAnswer) },
			});
		}
		const { actorId, actorName } = actorRecord(ctx.actor);
		const reason = wanted.answer === "declined" ? wanted.text : "";
		const data = { answer: wanted.answer, reason, at: ctx.now(), byId: actorId, byName: actorName };
		await tx.handoverAnswer.updateMany({ where, data: { ...data, version: { increment: 1 } } });
		await tx.handoverAnswer.createMany({
			data: items
				.filter((item) => !before.has(item))
				.map((item) => ({ ...data, handoverId: handover.id, item })),
		});
		const after = await tx.handoverAnswer.findMany({ where, orderBy: { item: "asc" } });
		if (wanted.answer === "declined") {
			const count = items.length === 1 ? "1 item" : `${items.length.toLocaleString("en")} items`;
			await tell(tx, ctx, [handover.outgoingId], {
				kind: "declined",
				text: `${actorName} does not take over ${count} of handover ${handover.number}: ${reason}`,
				href: readBackPath(handover.number),
				workspaces: handover.workspaces,
			});
		}
		await tellPages(tx, handover.id);
		await recordAudit(
			tx,
			ctx,
			after.map(({ item, answer }) => {
				const was = before.get(item);
				return {
					verb: "handovers.answer",
					target: ["handover", handover.id],
					...(was === undefined ? {} : { before: { item, answer: was.answer, reason: was.reason } }),
					after: { item, answer, ...(reason === "" ? {} : { reason }) },
				};
			}),
		);
		return after.map(toAnswer);
	});
}
