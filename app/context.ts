import { cookies } from "next/headers";
import { cache } from "react";
import type { Context } from "@/lib/context";
import { contextOfPage } from "@/lib/http/page-context";
import { sessionCookieName } from "@/lib/http/session-cookie";

/** The context of the page being rendered, found once a request. */
export const pageContext = cache(
	async (): Promise<Context> => contextOfPage((await cookies()).get(sessionCookieName())?.value ?? null),
);
