import { parseInput } from "@/lib/core/input/parse";
import { namedReceivers } from "@/lib/handovers/handovers/receivers";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { tellPages } from "./channel";
import { lockSigned } from "./find";
import { readBackOf, requireUnacknowledged } from "./read-back";
import { refreshBadges, tellReceivers } from "./receivers";
import { type ReadBackDto, type ReceiversInput, receiversInput } from "./schema";

/**
 * Names other people to acknowledge a signed handover. Those who are new are told; what was signed says whom it was
 * handed to at the signing, and keeps saying so.
 * @throws AppError `invalid_input` for people who cannot acknowledge it, `not_found`, `conflict` for one that is a
 *   draft or acknowledged, or that has changed since (with `readBack`)
 */
export async function nameReceivers(
	ctx: Context,
	handoverId: string,
	input: ReceiversInput,
): Promise<ReadBackDto> {
	authorize(ctx.actor, "handovers.write");
	const { receivers: ids, version } = parseInput(receiversInput, input);
	return ctx.db.$transaction(async (tx) => {
		const handover = await lockSigned(tx, ctx.actor, handoverId);
		await requireUnacknowledged(tx, ctx, handover, version);
		const named = await namedReceivers(tx, handover, handover.outgoingId, ids);
		const where = { handoverId: handover.id };
		const before = await tx.handoverReceiver.findMany({ where, orderBy: { personName: "asc" } });
		const had = new Set(before.map(({ personId }) => personId));
		await tx.handoverReceiver.deleteMany({ where });
		await tx.handoverReceiver.createMany({
			data: named.map(({ id, name }) => ({ handoverId: handover.id, personId: id, personName: name })),
		});
		const after = await tx.handover.update({
			where: { id: handover.id },
			data: { version: { increment: 1 } },
		});
		const fresh = named.filter(({ id }) => !had.has(id)).map(({ id }) => id);
		await tellReceivers(tx, ctx, handover, fresh);
		await refreshBadges(tx, [...had, ...named.map(({ id }) => id)]);
		await tellPages(tx, handover.id);
		const readBack = await readBackOf(tx, ctx, after);
		await recordAudit(tx, ctx, {
			verb: "handovers.receivers",
			target: ["handover", handover.id],
			before: { receivers: before.map(({ personName }) => personName) },
			after: { receivers: named.map(({ name }) => name) },
		});
		return readBack;
	});
}
