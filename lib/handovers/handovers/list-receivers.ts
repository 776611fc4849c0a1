import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { findHandover } from "./find";
import { ableReceivers, suggestReceivers } from "./receivers";
import type { ReceiverChoices } from "./schema";

/**
 * Who can be named to acknowledge a handover, and who is suggested: of a draft as if the actor signed it.
 * @param name its id or number @throws AppError `not_found`
 */
export async function listReceivers(ctx: Context, name: string | number): Promise<ReceiverChoices> {
	authorize(ctx.actor, "handovers.write");
	const handover = await findHandover(ctx.db, ctx.actor, name);
	const outgoingId = handover.status === "draft" ? actorRecord(ctx.actor).actorId : handover.outgoingId;
	const able = (await ableReceivers(ctx.db, handover)).filter(({ id }) => id !== outgoingId);
	const { source, shift, people } = await suggestReceivers(ctx.db, handover, outgoingId);
	return {
		suggested: { source, shift, people: [...people] },
		people: able.map(({ id, name }) => ({ id, name })),
	};
}
