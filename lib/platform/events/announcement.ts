/**
 * How a wing is heard by wings above it that it must not import: it announces, in the transaction of the change, and
 * they subscribe when the process starts (lib/outbound/subscribe.ts).
 */

import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";

type Listener<Payload> = (tx: Transaction, ctx: Context, payload: Payload) => Promise<void>;

export interface Announcement<Payload> {
	/** Sets who hears it. Setting it again replaces the listener. */
	subscribe(listener: Listener<Payload>): void;
	/**
	 * Tells the listener, before `recordAudit`. What the listener throws undoes the change.
	 * @throws AppError `internal` when nothing has subscribed: an event must not get lost because a start forgot to.
	 */
	announce: Listener<Payload>;
}

const LISTENERS = Symbol.for("afterclick.announcements");

/** Shared by the copies of this module that Next's bundles hold. */
function listeners(): Map<string, Listener<never>> {
	const shared = globalThis as { [LISTENERS]?: Map<string, Listener<never>> };
	shared[LISTENERS] ??= new Map();
	return shared[LISTENERS];
}

/** @param name names the event in the whole process, such as `case changed` */
export function announcement<Payload>(name: string): Announcement<Payload> {
	return {
		subscribe(listener) {
			listeners().set(name, listener);
		},
		async announce(tx, ctx, payload) {
			const listener = listeners().get(name) as Listener<Payload> | undefined;
			if (listener === undefined) throw new AppError("internal", `Nothing listens to “${name}”.`);
			await listener(tx, ctx, payload);
		},
	};
}
