import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { visitorContext } from "@/app/context";
import { SignInPage } from "@/components/shell/sign-in/sign-in-page";
import { returnPath } from "@/lib/platform/identity/rules";
import { signInWays } from "@/lib/platform/identity/sign-in-ways";

export const metadata: Metadata = { title: "Sign in" };

interface PageProps {
	readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function Page({ searchParams }: PageProps) {
	const query = await searchParams;
	const one = (name: string) => {
		const value = query[name];
		return typeof value === "string" ? value : null;
	};
	const ctx = await visitorContext();
	const returnTo = returnPath(one("returnTo"));
	const problem = one("problem");
	// A person who is signed in has no business here; a problem is still worth reading.
	if (ctx.actor.kind !== "visitor" && problem === null) redirect(returnTo);
	return (
		<SignInPage
			ways={await signInWays({ ctx, userAgent: null })}
			returnTo={returnTo}
			problem={problem}
			who={one("who")}
		/>
	);
}
