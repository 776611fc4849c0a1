import { type Context, createContext } from "@/lib/platform/context/context";
import { database } from "@/lib/platform/db/client";
import { databaseTrouble } from "@/lib/platform/db/trouble";
import { requestActor } from "@/lib/platform/identity/request-actor";
import { processState } from "@/lib/platform/process/process-state";
import { noteProven } from "./proven";

/**
 * The context of a page that is rendered for the session with this token. A page cannot set a cookie, so a token
 * that is due to rotate does so with the first request that the page sends.
 */
export async function contextOfPage(session: string | null): Promise<Context> {
	const credentials = { session, authorization: null };
	const { actor, sessionId } = await requestActor(database(), credentials, new Date(), {
		rotate: false,
	}).catch((error: unknown) => {
		if (databaseTrouble(error)) processState().databaseTroubleAt = Date.now();
		throw error;
	});
	noteProven(session, actor);
	return createContext(actor, null, sessionId);
}
