import { config } from "@/lib/platform/config/config";
import type { Visit } from "./visit";

export interface SignInWays {
	/** Where the way to the provider begins, and its name; null where none is configured. */
	readonly provider: { readonly href: string; readonly name: string } | null;
	/** Someone has a password here. */
	readonly password: boolean;
}

/** How one can sign in here: what someone who wants to sign in has to know. */
export async function signInWays({ ctx }: Visit): Promise<SignInWays> {
	const { oidc, publicUrl } = config();
	const credential = await ctx.db.localCredential.findFirst({ select: { personId: true } });
	return {
		provider:
			oidc === undefined
				? null
				: // From the public address on: the provider sends people back to it, and cookies stay with a name.
					{ href: `${publicUrl ?? ""}/api/sign-in/provider`, name: providerName(oidc.issuer) },
		password: credential !== null,
	};
}

/** What people call the provider; its host where we know no better. */
export function providerName(issuer: string): string {
	const { hostname } = new URL(issuer);
	return hostname === "login.microsoftonline.com" || hostname === "sts.windows.net" ? "Microsoft" : hostname;
}
