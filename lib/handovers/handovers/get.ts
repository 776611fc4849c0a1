import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { toDetail } from "./dto";
import { findHandover } from "./find";
import type { HandoverDetail } from "./schema";

/**
 * A handover: a draft as it stands this moment, all of it read at one instant, or what was signed.
 * @param name its id or number @throws AppError `not_found`
 */
export async function getHandover(ctx: Context, name: string | number): Promise<HandoverDetail> {
	authorize(ctx.actor, "handovers.read");
	return await ctx.db.$transaction(
		async (tx) => toDetail(tx, await findHandover(tx, ctx.actor, name), ctx.now()),
		{ isolationLevel: "RepeatableRead" },
	);
}
