import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Actor } from "@/lib/platform/context/actor";
import { inScope, maySee } from "@/lib/platform/context/scope";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case } from "@/lib/platform/db/generated/client.ts";

/** A case by its id, or by the number people call it by. */
export const caseRef = z.union([z.uuid(), z.coerce.number().int().min(1).max(2_147_483_647)]);

/** What of a `where` finds the case that a reference names, within what the actor may see. */
export function whereCase(actor: Actor, ref: string) {
	const parsed = parseInput(caseRef, ref);
	return { ...(typeof parsed === "string" ? { id: parsed } : { number: parsed }), ...inScope(actor) };
}

/**
 * The case, locked against other changes until the transaction ends. Anyone who locks cases and findings locks the cases
 * first, and several of either in the order of their ids.
 * @throws AppError `not_found`, also outside the actor's workspaces
 */
export async function lockCase(tx: Transaction, actor: Actor, caseId: string): Promise<Case> {
	const [row] = await lockCases(tx, actor, [parseInput(z.uuid(), caseId)]);
	if (row === undefined) throw noSuchCase();
	return row;
}

/** Several cases, locked, in the order of their ids. @throws AppError `not_found` when one of them is missing */
export async function lockCases(tx: Transaction, actor: Actor, ids: readonly string[]): Promise<Case[]> {
	const wanted = [...new Set(ids)];
	await tx.$executeRaw`SELECT 1 FROM "Case" WHERE "id" = ANY(${wanted}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
	const rows = await tx.case.findMany({ where: { id: { in: wanted } }, orderBy: { id: "asc" } });
	if (rows.length < wanted.length || rows.some(({ workspaceId }) => !maySee(actor, workspaceId))) {
		throw noSuchCase();
	}
	return rows;
}

export function noSuchCase(): AppError {
	return new AppError("not_found", "Case not found.");
}

/** @throws AppError `conflict` for a case that was merged into another: what is done is done there */
export function requireStanding(row: Case): void {
	if (row.mergedIntoId === null) return;
	throw new AppError("conflict", `Case #${row.number} was merged into another.`, {
		remedy: "Work in the case that it was merged into, or unmerge it.",
		details: { mergedInto: row.mergedIntoId },
	});
}
