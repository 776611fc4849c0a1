import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { type HandedItem, handedItems } from "@/lib/handovers/handovers/items";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { Handover } from "@/lib/platform/db/generated/client.ts";
import { tell } from "@/lib/platform/inbox/tell";
import { handoverPath, tellPages } from "./channel";
import { toAnswer } from "./dto";
import { lockSigned, requireReader } from "./find";
import { type AnswerDto, type AnswerInput, answerInput } from "./schema";

/**
 * Accepts an item of a signed handover, asks about it or declines it. Until the acknowledgement it can be answered
 * again. A question begins the item's thread, or goes on with it; a refusal and a question tell the outgoing person.
 * @throws AppError `invalid_input`, `not_found` (also for what is not an item of it), `forbidden` for who signed it,
 *   `conflict` for one that is a draft or acknowledged, or when somebody answered in the meantime (with `answer`)
 */
export async function answerItem(ctx: Context, handoverId: string, input: AnswerInput): Promise<AnswerDto> {
	authorize(ctx.actor, "handovers.write");
	const wanted = parseInput(answerInput, input);
	return ctx.db.$transaction(async (tx) => {
		const handover = await lockUnanswered(tx, ctx, handoverId);
		const item = itemOf(handover, wanted.item);
		const before = await tx.handoverAnswer.findUnique({
			where: { handoverId_item: { handoverId: handover.id, item: item.key } },
		});
		if ((before?.version ?? 0) !== wanted.version) {
			throw new AppError("conflict", "Someone has answered this item in the meantime.", {
				remedy: "Check the answer, then answer again if yours differs.",
				details: { answer: before === null ? null : toAnswer(before) },
			});
		}
		const { actorId, actorName } = actorRecord(ctx.actor);
		const data = {
			answer: wanted.answer,
			reason: wanted.answer === "declined" ? wanted.text : "",
			at: ctx.now(),
			byId: actorId,
			byName: actorName,
		};
		const after = await tx.handoverAnswer.upsert({
			where: { handoverId_item: { handoverId: handover.id, item: item.key } },
			create: { ...data, handoverId: handover.id, item: item.key },
			update: { ...data, version: { increment: 1 } },
		});
		if (wanted.answer === "asked") {
			const { at, byId, byName } = data;
			await tx.handoverMessage.create({
				data: { handoverId: handover.id, item: item.key, body: wanted.text, at, byId, byName },
			});
		}
		await tellOutgoing(tx, ctx, handover, item, wanted);
		await tellPages(tx, handover.id);
		await recordAudit(tx, ctx, {
			verb: "handovers.answer",
			target: ["handover", handover.id],
			...(before === null ? {} : { before: audited(before) }),
			after: { ...audited(after), ...(wanted.answer === "asked" ? { question: wanted.text } : {}) },
		});
		return toAnswer(after);
	});
}

/**
 * A handover that can still be answered by the person who asks, locked until the transaction ends.
 * @throws AppError `not_found`, `forbidden` for who signed it, `conflict` for one that is a draft or acknowledged
 */
export async function lockUnanswered(tx: Transaction, ctx: Context, handoverId: string): Promise<Handover> {
	const handover = await lockSigned(tx, ctx.actor, handoverId);
	await requireReader(tx, ctx, handover.outgoingId);
	if (handover.status !== "acknowledged") return handover;
	throw new AppError("conflict", "This handover has been acknowledged: its answers can't be changed.", {
		remedy: "Add an addendum instead.",
	});
}

/** @throws AppError `not_found` for what was not handed over */
export function itemOf(handover: Handover, key: string): HandedItem {
	const item = handedItems(handover.snapshot).find((one) => one.key === key);
	if (item !== undefined) return item;
	throw new AppError("not_found", "This handover has no such item.");
}

async function tellOutgoing(
	tx: Transaction,
	ctx: Context,
	{ number, outgoingId, workspaces }: Handover,
	item: HandedItem,
	{ answer }: { readonly answer: string },
): Promise<void> {
	if (answer !== "asked" && answer !== "declined") return;
	const { actorName } = actorRecord(ctx.actor);
	const does = answer === "asked" ? "asks about" : "does not take over";
	await tell(tx, ctx, [outgoingId], {
		kind: answer,
		text: `${actorName} ${does} “${item.title}” of handover ${number}.`,
		href: handoverPath(number, item.key),
		workspaces,
	});
}

function audited({ item, answer, reason }: { item: string; answer: string; reason: string }) {
	return { item, answer, ...(reason === "" ? {} : { reason }) };
}
