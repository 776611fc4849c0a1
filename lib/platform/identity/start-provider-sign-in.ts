import * as client from "openid-client";
import { config } from "@/lib/platform/config/config";
import { callbackUrl, provider } from "./provider";
import { returnPath, SIGN_IN_ATTEMPT_MS } from "./rules";
import { hashSecret, newSecret } from "./secret";
import type { Visit } from "./visit";

export interface ProviderSignInStart {
	/** Where the browser goes. */
	readonly url: string;
	/** For a cookie: only the browser that set out may come back with it. */
	readonly state: string;
}

/** Sets out for the provider. @throws AppError `not_found`, `unavailable` */
export async function startProviderSignIn(
	{ ctx }: Visit,
	wanted: { readonly returnTo: string | null; readonly asAnother: boolean },
): Promise<ProviderSignInStart> {
	const now = ctx.now();
	const found = await provider(now);
	const state = newSecret();
	const nonce = newSecret();
	const verifier = client.randomPKCECodeVerifier();
	await ctx.db.signInAttempt.create({
		data: {
			stateHash: hashSecret(state),
			nonce,
			verifier,
			returnTo: returnPath(wanted.returnTo),
			expiresAt: new Date(now.getTime() + SIGN_IN_ATTEMPT_MS),
		},
	});
	const url = client.buildAuthorizationUrl(found, {
		redirect_uri: callbackUrl(),
		scope: config().oidc?.scopes ?? "openid",
		state,
		nonce,
		code_challenge: await client.calculatePKCECodeChallenge(verifier),
		code_challenge_method: "S256",
		// Without it the provider would send the same person back at once.
		...(wanted.asAnother ? { prompt: "login" } : {}),
	});
	return { url: url.href, state };
}
