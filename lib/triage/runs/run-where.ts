import type { Actor } from "@/lib/platform/context/actor";
import { inScope } from "@/lib/platform/context/scope";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import type { RunFilter } from "@/lib/triage/catalogue/schema";

/** The runs that a filter means, of the actor's workspaces. */
export function runWhere(actor: Actor, filter: RunFilter): Prisma.HuntRunWhereInput {
	const { hunt, workspace, status, trigger, from, to } = filter;
	return {
		AND: [
			inScope(actor),
			workspace === undefined ? {} : { workspaceId: { in: workspace } },
			hunt === undefined ? {} : { huntId: { in: hunt } },
			status === undefined ? {} : { status: { in: status } },
			trigger === undefined ? {} : { trigger: { in: trigger } },
			from === undefined ? {} : { createdAt: { gte: from } },
			to === undefined ? {} : { createdAt: { lt: to } },
		],
	};
}
