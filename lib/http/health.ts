import type { Context } from "@/lib/context";
import { currentWorkspace } from "@/lib/workspaces/current";

export interface Health {
	readonly status: "ok" | "unhealthy";
	readonly database: "ok" | "unreachable";
	readonly workspace: { readonly id: string; readonly kind: "local" | "sentinel"; readonly sample: boolean };
}

/** Whether this process can serve: the database answers. Says nothing of Sentinel, which may be away. */
export async function health(ctx: Context): Promise<Health> {
	const client = currentWorkspace();
	const workspace = { id: client.id, kind: client.kind, sample: await client.sample() };
	try {
		await ctx.db.$queryRaw`SELECT 1`;
		return { status: "ok", database: "ok", workspace };
	} catch {
		return { status: "unhealthy", database: "unreachable", workspace };
	}
}
