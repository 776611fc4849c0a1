import { cookies } from "next/headers";
import { cache } from "react";
import { type Context, createContext } from "@/lib/context";
import { database } from "@/lib/db/client";
import { PERSON_COOKIE } from "@/lib/http/route";
import { actorById } from "@/lib/identity/people";

/** The context of the page being rendered, found once a request. */
export const pageContext = cache(async (): Promise<Context> => {
	const id = (await cookies()).get(PERSON_COOKIE)?.value ?? null;
	return createContext(await actorById(database(), id));
});
