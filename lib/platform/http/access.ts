import type { Context } from "@/lib/platform/context/context";
import { subscribe } from "@/lib/platform/db/notify";

/** Told by triggers of the database, with the id of a person, a session or a token whose rights have changed. */
const ACCESS_CHANNEL = "access";

/**
 * Calls `end` once when the rights under which `ctx` began may have changed: its person was disabled or given another
 * role or other workspaces, its session ended, its token was revoked, or nobody could hear of that for a moment.
 * @returns how to stop listening
 */
export function whenAccessChanges(ctx: Context, end: () => void): () => void {
	const { actor, sessionId } = ctx;
	const ids = new Set<string | null>([sessionId]);
	if (actor.kind === "person") ids.add(actor.id);
	if (actor.kind === "token") ids.add(actor.id).add(actor.personId);
	let missed = false;
	setImmediate(() => {
		missed = true;
	});
	return subscribe(ACCESS_CHANNEL, (id) => void (ids.has(id) && end()), {
		// At once when it is heard already; else something may have been missed.
		onListening: () => {
			if (missed) end();
			missed = true;
		},
	});
}
