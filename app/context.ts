import { cookies } from "next/headers";
import { cache } from "react";
import type { Context } from "@/lib/context";
import { personContext } from "@/lib/http/person-context";
import { PERSON_COOKIE } from "@/lib/http/route";

/** The context of the page being rendered, found once a request. */
export const pageContext = cache(async (): Promise<Context> => {
	const id = (await cookies()).get(PERSON_COOKIE)?.value ?? null;
	return personContext(id);
});
