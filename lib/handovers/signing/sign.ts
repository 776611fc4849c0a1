import { AppError, changedSince } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { visibleText } from "@/lib/core/visible-text";
import { compose } from "@/lib/handovers/handovers/compose";
import { draftDetail, toDetail } from "@/lib/handovers/handovers/dto";
import { handoverSigned } from "@/lib/handovers/handovers/events";
import { findHandover, HANDOVERS_CHANNEL, lockDraft } from "@/lib/handovers/handovers/find";
import { handedItems } from "@/lib/handovers/handovers/items";
import { acknowledgementDue } from "@/lib/handovers/handovers/read-back-rules";
import { namedReceivers, suggestReceivers } from "@/lib/handovers/handovers/receivers";
import { type HandoverDetail, type SignInput, signInput } from "@/lib/handovers/handovers/schema";
import { type SnapshotDocument, snapshotHash, snapshotText } from "@/lib/handovers/handovers/snapshot";
import { tellReceivers } from "@/lib/handovers/read-back/receivers";
import { recordAudit } from "@/lib/platform/audit/record";
import { config } from "@/lib/platform/config/config";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import { notify } from "@/lib/platform/db/notify";
import { enqueueHandoverEscalation } from "@/lib/platform/jobs/handover-escalation";

/**
 * Signs a draft: freezes it as it stands, with the hash of its text here and in the audit, and hands it to its
 * receivers, who are told. The person who signs hands over. Receivers that are not given are those that are suggested.
 * @throws AppError `invalid_input` while something is missing that nobody has explained (with `blocking`), and for
 *   receivers who cannot acknowledge it; `not_found`, `conflict` when it was signed or changed since
 */
export async function signHandover(ctx: Context, id: string, input: SignInput): Promise<HandoverDetail> {
	authorize(ctx.actor, "handovers.write");
	const { version, receivers: named } = parseInput(signInput, input);
	const now = ctx.now();
	return await ctx.db.$transaction(async (tx) => {
		const draft = await lockDraft(tx, ctx.actor, id);
		if (draft.version !== version) {
			throw changedSince(
				"the draft",
				{ version: draft.version },
				"Check what they changed, then sign again.",
			);
		}
		const composed = await compose(tx, draft, now);
		refuseIncomplete(draftDetail(draft, composed));
		const { actorId, actorName } = actorRecord(ctx.actor);
		const outgoing = { id: ctx.actor.kind === "person" ? actorId : null, name: visibleText(actorName) };
		const receivers =
			named === undefined
				? (await suggestReceivers(tx, draft, outgoing.id)).people
				: await namedReceivers(tx, draft, outgoing.id, named);
		const document: SnapshotDocument = {
			...composed,
			header: {
				...composed.header,
				outgoing,
				signedAt: now.toISOString(),
				receivers: receivers.map(({ id, name }) => ({ id, name })),
			},
		};
		const text = snapshotText(document);
		const hash = snapshotHash(text);
		await tx.$executeRaw`UPDATE "Handover" SET "status" = 'signed', "version" = "version" + 1,
			"windowTo" = ${new Date(document.window.to)}, "outgoingId" = ${outgoing.id}::uuid,
			"outgoingName" = ${actorName}, "signedAt" = ${now}, "snapshot" = ${text}::json,
			"snapshotHash" = decode(${hash}, 'hex') WHERE "id" = ${draft.id}::uuid`;
		await tx.handoverReceiver.createMany({
			data: receivers.map(({ id, name }) => ({ handoverId: draft.id, personId: id, personName: name })),
		});
		const signed = await toDetail(tx, await findHandover(tx, ctx.actor, draft.id), now);
		await notify(tx, HANDOVERS_CHANNEL, draft.id);
		await announceSigning(tx, ctx, draft.id);
		await recordAudit(tx, ctx, {
			verb: "handovers.sign",
			target: ["handover", draft.id],
			after: {
				number: draft.number,
				window: document.window,
				snapshot: hash,
				receivers: receivers.map(({ name }) => name),
			},
		});
		return signed;
	});
}

function refuseIncomplete({ blocking }: HandoverDetail): void {
	if (blocking.length === 0) return;
	throw new AppError(
		"invalid_input",
		blocking.length === 1
			? "One item is missing something, and no reason is given."
			: `${blocking.length} items are missing something, and no reason is given.`,
		{ remedy: "Add what is missing, or give a reason for handing over without it.", details: { blocking } },
	);
}

/**
 * Tells the receivers and webhooks that a handover was signed, and queues the look at whether somebody has acknowledged
 * it in time. In the transaction of the signing, before `recordAudit`.
 */
async function announceSigning(tx: Transaction, ctx: Context, handoverId: string): Promise<void> {
	const { receivers, ...handover } = await tx.handover.findUniqueOrThrow({
		where: { id: handoverId },
		include: { receivers: true },
	});
	await tellReceivers(
		tx,
		ctx,
		handover,
		receivers.map(({ personId }) => personId),
	);
	const due = acknowledgementDue(handover.signedAt ?? ctx.now(), config().handovers.acknowledgeMinutes);
	if (due !== null) await enqueueHandoverEscalation(tx, handoverId, due);
	await handoverSigned.announce(tx, ctx, { handover, items: handedItems(handover.snapshot) });
}
