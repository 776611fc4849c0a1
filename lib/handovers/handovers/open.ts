import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import { notify } from "@/lib/platform/db/notify";
import { readPlans } from "@/lib/platform/shifts/read-plans";
import { toDetail } from "./dto";
import { findHandover, HANDOVERS_CHANNEL } from "./find";
import type { HandoverDetail } from "./schema";
import { workspacesOf } from "./scope";
import { nextWindow } from "./window";

/** Opens the draft of the handover that comes next: the one there is, or a new one from where the last ended. */
export async function openHandover(ctx: Context): Promise<HandoverDetail> {
	authorize(ctx.actor, "handovers.write");
	const workspaces = workspacesOf(ctx.actor);
	const now = ctx.now();
	return await ctx.db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`handover ${workspaces.join()}`}))`;
		const open = await tx.handover.findFirst({
			where: { status: "draft", workspaces: { equals: workspaces } },
			select: { id: true },
		});
		if (open !== null) return await toDetail(tx, await findHandover(tx, ctx.actor, open.id), now);
		const previous = await tx.handover.findFirst({
			where: { workspaces: { equals: workspaces } },
			orderBy: [{ windowTo: "desc" }, { number: "desc" }],
			select: { id: true, shift: true, windowTo: true },
		});
		const before = previous === null ? null : { shift: previous.shift, to: previous.windowTo.getTime() };
		const window = nextWindow(await readPlans(tx), before, now.getTime());
		const { actorId, actorName } = actorRecord(ctx.actor);
		const { id, number } = await tx.handover.create({
			data: {
				shift: window.shift,
				team: window.team,
				workspaces,
				windowFrom: new Date(window.from),
				windowTo: new Date(window.to),
				timeZone: window.timeZone,
				outgoingId: ctx.actor.kind === "person" ? actorId : null,
				outgoingName: actorName,
				createdAt: now,
				previousId: previous?.id ?? null,
			},
			select: { id: true, number: true },
		});
		if (previous !== null) await carryNotes(tx, previous.id, id);
		const detail = await toDetail(tx, await findHandover(tx, ctx.actor, id), now);
		await notify(tx, HANDOVERS_CHANNEL, id);
		await recordAudit(tx, ctx, {
			verb: "handovers.open",
			target: ["handover", id],
			after: {
				number,
				shift: window.shift,
				from: detail.document.window.from,
				plannedTo: detail.plannedTo,
			},
		});
		return detail;
	});
}

/**
 * Carries over what a signed handover says of its items into a draft: stability, contingency and note, with the number
 * of the handover that said it first. It stands there as if it had been said, until somebody changes it. What was left
 * out and what was explained is decided for each handover by itself.
 */
async function carryNotes(tx: Pick<Transaction, "$executeRaw">, fromId: string, toId: string): Promise<void> {
	await tx.$executeRaw`
		INSERT INTO "HandoverNote" ("handoverId", "item", "stability", "note", "contingency", "saidIn")
		SELECT ${toId}::uuid, n."item", n."stability", n."note", n."contingency", coalesce(n."saidIn", p."number")
		FROM "Handover" p JOIN "HandoverNote" n ON n."handoverId" = p."id"
		WHERE p."id" = ${fromId}::uuid AND (n."stability" IS NOT NULL OR n."note" <> '' OR n."contingency" <> '')
			AND n."item" IN (SELECT i->>'item' FROM json_array_elements(p."snapshot"->'items') AS i)`;
}
