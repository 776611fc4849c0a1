import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize, may } from "@/lib/platform/context/permissions";
import { mayManage } from "./grant";
import { lockPeople } from "./people-lock";
import { requireStillActing } from "./still-acting";
import { holderOf, TOKEN_SELECT, toToken } from "./token-dto";
import type { TokenDto } from "./token-schema";

/**
 * Revokes an API token: one's own, for an administrator also those of whom they manage. Doing it again changes
 * nothing.
 * @throws AppError `not_found`, also for a token of somebody else
 */
export async function revokeToken(ctx: Context, tokenId: string): Promise<TokenDto> {
	authorize(ctx.actor, "tokens.own");
	const id = parseInput(z.uuid(), tokenId);
	const { actorId } = actorRecord(ctx.actor);
	const mine = may(ctx.actor, "tokens.manage") ? {} : { personId: actorId };
	const now = ctx.now();
	return ctx.db.$transaction(async (tx) => {
		await lockPeople(tx);
		await requireStillActing(tx, ctx);
		const before = await tx.apiToken.findFirst({ where: { id, ...mine }, select: TOKEN_SELECT });
		if (before === null) throw new AppError("not_found", "Token not found.");
		// What the list does not show is not named either.
		if (before.person?.id !== actorId && !mayManage(ctx.actor, holderOf(before))) {
			throw new AppError("not_found", "Token not found.");
		}
		const { count } = await tx.apiToken.updateMany({
			where: { id, revokedAt: null, ...mine },
			data: { revokedAt: now },
		});
		const row = await tx.apiToken.findUniqueOrThrow({ where: { id }, select: TOKEN_SELECT });
		if (count > 0) {
			await recordAudit(tx, ctx, { verb: "tokens.revoke", target: ["token", id], after: { name: row.name } });
		}
		return toToken(row, now);
	});
}
