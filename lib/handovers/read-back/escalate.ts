import { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import { isAtLeast, ROLES } from "@/lib/core/roles";
import { acknowledgementDue, isToEscalate } from "@/lib/handovers/handovers/read-back-rules";
import { handoverName } from "@/lib/handovers/handovers/review-rules";
import { recordAudit } from "@/lib/platform/audit/record";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import { withoutIdleAdministrator } from "@/lib/platform/identity/local-administrator";
import { tell } from "@/lib/platform/inbox/tell";
import { enqueueHandoverEscalation } from "@/lib/platform/jobs/handover-escalation";
import { handoverPath, tellPages } from "./channel";
import { receiverIdsOf } from "./receivers";

/**
 * Tells leads and receivers that nobody has acknowledged a handover in time, and marks it. Called by a job at that time; a second
 * call, or one after the acknowledgement, does nothing. Where more time is given by now, it looks again then.
 * @returns whether it was told now
 */
export async function escalateUnacknowledged(ctx: Context, handoverId: string): Promise<boolean> {
	authorize(ctx.actor, "handovers.write");
	const id = parseInput(z.uuid(), handoverId);
	const minutes = config().handovers.acknowledgeMinutes;
	return ctx.db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM "Handover" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
		const handover = await tx.handover.findUnique({ where: { id } });
		if (handover === null) return false;
		if (!isToEscalate(handover, minutes, ctx.now())) {
			const { status, signedAt, escalatedAt } = handover;
			const due = signedAt && acknowledgementDue(signedAt, minutes);
			if (status === "signed" && escalatedAt === null && due && due > ctx.now()) {
				await enqueueHandoverEscalation(tx, id, due);
			}
			return false;
		}
		const { number, shift, outgoingId } = handover;
		await tx.handover.update({ where: { id }, data: { escalatedAt: ctx.now() } });
		const told = await tell(tx, ctx, [...(await leads(tx)), ...(await receiverIdsOf(tx, id)), outgoingId], {
			kind: "unacknowledged",
			text: `Nobody has acknowledged ${handoverName(number, shift)} for ${minutes} minutes.`,
			href: handoverPath(number),
			workspaces: handover.workspaces,
		});
		await tellPages(tx, id);
		await recordAudit(tx, ctx, {
			verb: "handovers.escalate",
			target: ["handover", id],
			after: { minutes, told: told.length },
		});
		return true;
	});
}

async function leads(tx: Transaction): Promise<string[]> {
	const people = await tx.person.findMany({
		where: {
			role: { in: ROLES.filter((role) => isAtLeast(role, "lead")) },
			disabledAt: null,
			linkedToId: null,
			...(await withoutIdleAdministrator(tx)),
		},
		select: { id: true },
		orderBy: { id: "asc" },
	});
	return people.map(({ id }) => id);
}
