import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { tell } from "@/lib/platform/inbox/tell";
import { handoverPath, tellPages } from "./channel";
import { toAddendum } from "./dto";
import { lockSigned } from "./find";
import { type AddendumDto, type AddendumInput, addendumInput } from "./schema";

/**
 * Adds to a signed handover, which itself stays as it was signed. Nothing changes or removes an addendum.
 * Outgoing and incoming people are told.
 * @throws AppError `invalid_input`, `not_found`, `conflict` for a draft, which is edited instead
 */
export async function addAddendum(
	ctx: Context,
	handoverId: string,
	input: AddendumInput,
): Promise<AddendumDto> {
	authorize(ctx.actor, "handovers.write");
	const { body } = parseInput(addendumInput, input);
	return ctx.db.$transaction(async (tx) => {
		const handover = await lockSigned(tx, ctx.actor, handoverId);
		const { id, number, outgoingId, incomingId } = handover;
		const { actorId, actorName } = actorRecord(ctx.actor);
		const addendum = await tx.handoverAddendum.create({
			data: { handoverId: id, body, at: ctx.now(), byId: actorId, byName: actorName },
		});
		await tell(tx, ctx, [outgoingId, incomingId], {
			kind: "watched",
			text: `${actorName} added to handover ${number}.`,
			href: handoverPath(number),
			workspaces: handover.workspaces,
		});
		await tellPages(tx, id);
		await recordAudit(tx, ctx, { verb: "handovers.addendum", target: ["handover", id], after: { body } });
		return toAddendum(addendum);
	});
}
