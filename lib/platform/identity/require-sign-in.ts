import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";

/**
 * Beyond this machine the app is only served once somebody can sign in.
 * @throws AppError `not_configured` naming the ways to get there.
 */
export async function requireSignIn(ctx: Context): Promise<void> {
	authorize(ctx.actor, "people.read");
	if (config().oidc !== undefined) return;
	if ((await ctx.db.localCredential.findFirst({ select: { personId: true } })) !== null) return;
	throw new AppError(
		"not_configured",
		"LISTEN_HOST, ALLOWED_HOSTS or PUBLIC_URL lets other machines in, but no sign-in is set up: " +
			"everyone would be an administrator.",
		{
			remedy:
				"Either add the first administrator: npm run person -- add LOGIN --name NAME --role admin\n" +
				"or connect a sign-in provider: PUBLIC_URL, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_ROLES " +
				"(docs/sign-in.md)\n" +
				"or serve this machine alone: leave LISTEN_HOST, ALLOWED_HOSTS and PUBLIC_URL unset.",
		},
	);
}
