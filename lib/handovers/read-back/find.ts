import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { isAtLeast, ROLES } from "@/lib/core/roles";
import { findHandover } from "@/lib/handovers/handovers/find";
import { type Parties, readerProblem } from "@/lib/handovers/handovers/read-back-rules";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { PERMISSIONS } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { Handover } from "@/lib/platform/db/generated/client.ts";
import { LOCAL_ADMINISTRATOR } from "@/lib/platform/identity/local-administrator";

export function notSigned(): AppError {
	return new AppError("conflict", "This handover has not been signed yet.");
}

/**
 * A signed handover, locked against other changes until the transaction ends.
 * @throws AppError `not_found`; `conflict` while it is a draft
 */
export async function lockSigned(tx: Transaction, actor: Actor, handoverId: string): Promise<Handover> {
	const id = parseInput(z.uuid(), handoverId);
	await tx.$executeRaw`SELECT 1 FROM "Handover" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
	const handover = await findHandover(tx, actor, id);
	if (handover.status === "draft") throw notSigned();
	return handover;
}

/** @throws AppError `forbidden` for who may not read this handover back */
export async function requireReader(tx: Transaction, ctx: Context, outgoingId: string | null): Promise<void> {
	const problem = readerProblem(await partiesOf(tx, ctx, outgoingId));
	if (problem !== null) throw new AppError("forbidden", problem);
}

/** Nobody signs in beside the local administrator, and once somebody does, that one is nobody any more. */
export async function partiesOf(
	tx: Pick<Transaction, "person">,
	{ actor }: Context,
	outgoingId: string | null,
): Promise<Parties> {
	const actorId = actor.kind === "person" ? actor.id : null;
	if (actorId === LOCAL_ADMINISTRATOR.id) return { actorId, outgoingId, others: 0 };
	const absent = [LOCAL_ADMINISTRATOR.id, ...(outgoingId === null ? [] : [outgoingId])];
	const others = await tx.person.count({
		where: {
			role: { in: ROLES.filter((role) => isAtLeast(role, PERMISSIONS["handovers.write"].from)) },
			disabledAt: null,
			linkedToId: null,
			id: { notIn: absent },
		},
	});
	return { actorId, outgoingId, others };
}
