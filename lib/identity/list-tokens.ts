import type { Context } from "@/lib/context";
import { actorRecord } from "./actor";
import { knownWorkspaces } from "./known-workspaces";
import { authorize, may } from "./permissions";
import { TOKEN_SELECT, toToken } from "./token-dto";
import type { TokenList } from "./token-schema";

/** Ended tokens stay on the list this long. */
const ENDED_KEPT_MS = 90 * 24 * 3_600_000;
/** Rows of a list: there are few tokens. */
const MOST = 500;

/** One's own API tokens, newest first; for an administrator everybody's and the services'. */
export async function listTokens(ctx: Context): Promise<TokenList> {
	authorize(ctx.actor, "tokens.own");
	const { actorId } = actorRecord(ctx.actor);
	const now = ctx.now();
	const since = new Date(now.getTime() - ENDED_KEPT_MS);
	const [rows, workspaces] = await Promise.all([
		ctx.db.apiToken.findMany({
			where: {
				expiresAt: { gt: since },
				OR: [{ revokedAt: null }, { revokedAt: { gt: since } }],
				...(may(ctx.actor, "tokens.manage") ? {} : { personId: actorId }),
			},
			select: TOKEN_SELECT,
			orderBy: [{ createdAt: "desc" }, { id: "desc" }],
			take: MOST,
		}),
		knownWorkspaces(ctx),
	]);
	return { items: rows.map((row) => toToken(row, now)), workspaces };
}
