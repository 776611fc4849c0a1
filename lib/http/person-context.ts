import { type Context, createContext } from "@/lib/context";
import { database } from "@/lib/db/client";
import { actorById } from "@/lib/identity/people";

/** The context of whoever chose the name with this id in their browser; a visitor's without one. */
export async function personContext(
	personId: string | null,
	requestId: string | null = null,
): Promise<Context> {
	return createContext(await actorById(database(), personId), requestId);
}
