import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { handoverAcknowledged } from "@/lib/handovers/handovers/events";
import { handedItems } from "@/lib/handovers/handovers/items";
import { acknowledgementProblem, progressOf } from "@/lib/handovers/handovers/read-back-rules";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { tell } from "@/lib/platform/inbox/tell";
import { handoverPath, tellPages } from "./channel";
import { lockSigned, requireReader } from "./find";
import { readBackOf, requireUnacknowledged } from "./read-back";
import { receiverIdsOf, refreshBadges } from "./receivers";
import { type AcknowledgeInput, acknowledgeInput, type ReadBackDto } from "./schema";

/**
 * Takes a handover over: every item accepted or declined, and said back in own words. From then on its answers stand.
 * @throws AppError `invalid_input` naming what is missing, `not_found`, `forbidden` for who signed it, `conflict` for a
 *   draft, or when somebody acknowledged it in the meantime (with `readBack`)
 */
export async function acknowledgeHandover(
	ctx: Context,
	handoverId: string,
	input: AcknowledgeInput,
): Promise<ReadBackDto> {
	authorize(ctx.actor, "handovers.write");
	const { synthesis, version } = parseInput(acknowledgeInput, input);
	return ctx.db.$transaction(async (tx) => {
		const before = await lockSigned(tx, ctx.actor, handoverId);
		await requireReader(tx, ctx, before.outgoingId);
		await requireUnacknowledged(tx, ctx, before, version);
		const answers = await tx.handoverAnswer.findMany({ where: { handoverId: before.id } });
		const items = handedItems(before.snapshot);
		const progress = progressOf(
			items.map(({ key }) => key),
			answers,
		);
		const problem = acknowledgementProblem(progress, synthesis);
		if (problem !== null) {
			const field = progress.open + progress.asked > 0 ? "answers" : "synthesis";
			throw new AppError("invalid_input", problem, { places: [{ field, message: problem }] });
		}
		const { actorId, actorName } = actorRecord(ctx.actor);
		const after = await tx.handover.update({
			where: { id: before.id },
			data: {
				status: "acknowledged",
				incomingId: actorId,
				incomingName: actorName,
				acknowledgedAt: ctx.now(),
				synthesis,
				version: { increment: 1 },
			},
		});
		const receivers = await receiverIdsOf(tx, after.id);
		await tell(tx, ctx, [after.outgoingId, ...receivers], {
			kind: "answered",
			text: `${actorName} acknowledged handover ${after.number}.`,
			href: handoverPath(after.number),
			workspaces: after.workspaces,
		});
		await refreshBadges(tx, [actorId, ...receivers]);
		await handoverAcknowledged.announce(tx, ctx, { handover: after, answers, items });
		await tellPages(tx, after.id);
		const readBack = await readBackOf(tx, ctx, after);
		const { accepted, declined } = progress;
		await recordAudit(tx, ctx, {
			verb: "handovers.acknowledge",
			target: ["handover", after.id],
			before: { status: before.status },
			after: { status: after.status, synthesis, accepted, declined },
		});
		return readBack;
	});
}
