import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Context } from "@/lib/platform/context/context";
import { contextOfPage } from "@/lib/platform/http/page-context";
import { PAGE_PATH_HEADER } from "@/lib/platform/http/page-path";
import { sessionCookieName } from "@/lib/platform/http/session-cookie";

/** The context of the person that a page is rendered for, who may have yet to sign in; found once a request. */
export const visitorContext = cache(
	async (): Promise<Context> => contextOfPage((await cookies()).get(sessionCookieName())?.value ?? null),
);

/** The same for a page of the console: anyone who has yet to sign in does that first and then comes back to it. */
export async function pageContext(): Promise<Context> {
	const ctx = await visitorContext();
	if (ctx.actor.kind !== "visitor") return ctx;
	const path = (await headers()).get(PAGE_PATH_HEADER) ?? "/";
	redirect(`/sign-in?returnTo=${encodeURIComponent(path)}`);
}
