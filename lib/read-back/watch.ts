import { z } from "zod";
import type { Context } from "@/lib/context";
import { subscribe } from "@/lib/db/notify";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { READ_BACK_CHANNEL } from "./channel";
import { findHandover } from "./find";

/**
 * Tells that something was said about a handover: now, at each change, and after a lost connection, when something may
 * have been missed. @throws AppError `not_found`
 * @returns how to stop watching
 */
export async function watchReadBack(
	ctx: Context,
	handoverId: string,
	onChange: () => void,
): Promise<() => void> {
	authorize(ctx.actor, "handovers.read");
	const { id } = await findHandover(ctx, parseInput(z.uuid(), handoverId));
	return subscribe(READ_BACK_CHANNEL, (told) => told === id && onChange(), { onListening: onChange });
}
