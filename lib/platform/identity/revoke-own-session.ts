import { AppError } from "@/lib/core/errors";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";

/** Ends one of one's own sessions, in another browser. @throws AppError `not_found` when it is not one's own, or over */
export async function revokeOwnSession(ctx: Context, id: string): Promise<void> {
	authorize(ctx.actor, "sessions.own");
	const personId = ctx.actor.kind === "person" ? ctx.actor.id : "";
	const wanted = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null;
	await ctx.db.$transaction(async (tx) => {
		const { count } =
			wanted === null
				? { count: 0 }
				: await tx.session.updateMany({
						where: { id: wanted, personId, revokedAt: null },
						data: { revokedAt: ctx.now() },
					});
		if (count === 0) throw new AppError("not_found", "This session has already ended.");
		await recordAudit(tx, ctx, { verb: "sessions.revoke", target: ["session", id], after: { by: "self" } });
	});
}
