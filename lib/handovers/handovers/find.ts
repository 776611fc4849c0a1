import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import { DRAFT_INCLUDE, type DraftRow } from "./compose";
import { maySeeHandover } from "./scope";

/** Channel on which pages hear that a handover has changed; the payload is its id. */
export const HANDOVERS_CHANNEL = "handovers";

/** A handover's id or its number, as an address has it. */
export const handoverName = z.union([z.uuid(), z.coerce.number().int().min(1).max(2_147_483_647)]);

/** @param name the handover's id or number @throws AppError `not_found` */
export async function findHandover(
	db: Transaction | Context["db"],
	actor: Actor,
	name: string | number,
): Promise<DraftRow> {
	const named = parseInput(handoverName, name);
	const row = await db.handover.findUnique({
		where: typeof named === "number" ? { number: named } : { id: named },
		include: DRAFT_INCLUDE,
	});
	if (row === null || !maySeeHandover(actor, row)) {
		throw new AppError("not_found", "Handover not found.");
	}
	return row;
}

/**
 * The draft, locked against other changes until the transaction ends.
 * @throws AppError `not_found`, `conflict` when it was signed
 */
export async function lockDraft(tx: Transaction, actor: Actor, id: string): Promise<DraftRow> {
	const uuid = parseInput(z.uuid(), id);
	await tx.$executeRaw`SELECT 1 FROM "Handover" WHERE "id" = ${uuid}::uuid FOR NO KEY UPDATE`;
	const row = await findHandover(tx, actor, uuid);
	if (row.status === "draft") return row;
	throw new AppError("conflict", `Handover ${row.number} was signed and stays as it is.`, {
		remedy: "Add to it with an addendum.",
	});
}
