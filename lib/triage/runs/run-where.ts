import { type Conditions, conditionsOf } from "@/lib/core/filters";
import type { Actor } from "@/lib/platform/context/actor";
import { inScope } from "@/lib/platform/context/scope";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import type { RunFilter } from "@/lib/triage/catalogue/schema";

const CONDITIONS: Conditions<RunFilter, Prisma.HuntRunWhereInput> = {
	hunt: (any) => ({ huntId: { in: any } }),
	workspace: (any) => ({ workspaceId: { in: any } }),
	status: (any) => ({ status: { in: any } }),
	trigger: (any) => ({ trigger: { in: any } }),
	from: (at) => ({ createdAt: { gte: at } }),
	to: (at) => ({ createdAt: { lt: at } }),
};

/** The runs that a filter means, of the actor's workspaces. */
export function runWhere(actor: Actor, filter: RunFilter): Prisma.HuntRunWhereInput {
	return { AND: [inScope(actor), ...conditionsOf(CONDITIONS, filter)] };
}
