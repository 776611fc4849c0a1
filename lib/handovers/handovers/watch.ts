import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { subscribe } from "@/lib/platform/db/notify";
import { findHandover, HANDOVERS_CHANNEL } from "./find";

/** Tells that a handover has changed, now and each time. @returns how to stop watching @throws AppError `not_found` */
export async function watchHandover(ctx: Context, name: string, onChange: () => void): Promise<() => void> {
	authorize(ctx.actor, "handovers.read");
	const { id } = await findHandover(ctx.db, ctx.actor, name);
	return subscribe(
		HANDOVERS_CHANNEL,
		(changed) => {
			if (changed === id) onChange();
		},
		// What was told while nobody listened is read again.
		{ onListening: onChange },
	);
}
