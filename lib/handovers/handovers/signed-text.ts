import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { findHandover } from "./find";

/**
 * The snapshot of a signed handover as it was written, to the byte: what its hash covers.
 * @param name its id or number @throws AppError `not_found`, also while it is a draft
 */
export async function signedText(
	ctx: Context,
	name: string | number,
): Promise<{ readonly number: number; readonly text: string; readonly hash: string }> {
	authorize(ctx.actor, "handovers.read");
	const { id, number } = await findHandover(ctx.db, ctx.actor, name);
	const [row] = await ctx.db.$queryRaw<{ text: string | null; hash: string | null }[]>`
		SELECT "snapshot"::text AS "text", encode("snapshotHash", 'hex') AS "hash"
		FROM "Handover" WHERE "id" = ${id}::uuid`;
	if (row?.text == null || row.hash === null) {
		throw new AppError("not_found", `Handover ${number} is not signed yet.`);
	}
	return { number, text: row.text, hash: row.hash };
}
