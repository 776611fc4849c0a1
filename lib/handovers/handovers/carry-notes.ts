import type { Transaction } from "@/lib/platform/db/client";

/**
 * Carries over what a signed handover says of its items into a draft: stability, contingency and note, with the number
 * of the handover that said it first. It stands there as if it had been said, until somebody changes it. What was left
 * out and what was explained is decided for each handover by itself.
 */
export async function carryNotes(
	tx: Pick<Transaction, "$executeRaw">,
	fromId: string,
	toId: string,
): Promise<void> {
	await tx.$executeRaw`
		INSERT INTO "HandoverNote" ("handoverId", "item", "stability", "note", "contingency", "saidIn")
		SELECT ${toId}::uuid, n."item", n."stability", n."note", n."contingency", coalesce(n."saidIn", p."number")
		FROM "Handover" p JOIN "HandoverNote" n ON n."handoverId" = p."id"
		WHERE p."id" = ${fromId}::uuid AND (n."stability" IS NOT NULL OR n."note" <> '' OR n."contingency" <> '')
			AND n."item" IN (SELECT i->>'item' FROM json_array_elements(p."snapshot"->'items') AS i)`;
}
