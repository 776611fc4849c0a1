import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { tell } from "@/lib/platform/inbox/tell";
import { itemOf } from "./answer";
import { handoverPath, tellPages } from "./channel";
import { toMessage } from "./dto";
import { lockSigned } from "./find";
import { type MessageDto, type MessageInput, messageInput } from "./schema";

/**
 * Says something in the thread of an item, also after the acknowledgement. The outgoing person and anyone who has spoken
 * in the thread are told.
 * @throws AppError `invalid_input`, `not_found`, `conflict` for a draft
 */
export async function replyToItem(
	ctx: Context,
	handoverId: string,
	input: MessageInput,
): Promise<MessageDto> {
	authorize(ctx.actor, "handovers.write");
	const wanted = parseInput(messageInput, input);
	return ctx.db.$transaction(async (tx) => {
		const handover = await lockSigned(tx, ctx.actor, handoverId);
		const item = itemOf(handover, wanted.item);
		const thread = await tx.handoverMessage.findMany({
			where: { handoverId: handover.id, item: item.key },
			orderBy: [{ at: "asc" }, { id: "asc" }],
			select: { byId: true },
		});
		const { actorId, actorName } = actorRecord(ctx.actor);
		const message = await tx.handoverMessage.create({
			data: {
				handoverId: handover.id,
				item: item.key,
				body: wanted.body,
				at: ctx.now(),
				byId: actorId,
				byName: actorName,
			},
		});
		const asks = thread[0] === undefined || thread[0].byId === actorId;
		await tell(tx, ctx, [handover.outgoingId, ...thread.map(({ byId }) => byId)], {
			kind: asks ? "asked" : "answered",
			text: `${actorName} ${asks ? "asks about" : "answered on"} “${item.title}” of handover ${handover.number}.`,
			href: handoverPath(handover.number, item.key),
			workspaces: handover.workspaces,
		});
		await tellPages(tx, handover.id);
		await recordAudit(tx, ctx, {
			verb: "handovers.reply",
			target: ["handover", handover.id],
			after: { item: item.key, body: wanted.body },
		});
		return toMessage(message);
	});
}
