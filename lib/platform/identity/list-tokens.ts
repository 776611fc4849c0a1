import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize, may } from "@/lib/platform/context/permissions";
import { mayManage } from "./grant";
import { knownWorkspaces } from "./known-workspaces";
import { holderOf, TOKEN_SELECT, toToken } from "./token-dto";
import type { TokenList } from "./token-schema";

/** Ended tokens stay on the list this long. */
const ENDED_KEPT_MS = 90 * 24 * 3_600_000;
/** Rows of a list: there are few tokens. */
const MOST = 500;

/** One's own API tokens, newest first; for an administrator also those of whom they manage. */
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
	const shown = rows.filter((row) => row.person?.id === actorId || mayManage(ctx.actor, holderOf(row)));
	return { items: shown.map((row) => toToken(row, now)), workspaces };
}
