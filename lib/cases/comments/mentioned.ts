import type { Transaction } from "@/lib/platform/db/client";
import { withoutIdleAdministrator } from "@/lib/platform/identity/local-administrator";
import { mentionsIn } from "./rules";

/** Whom a text mentions, of the people it names and who may see the workspace. @returns their ids */
export async function mentioned(
	tx: Transaction,
	body: string,
	ids: readonly string[],
	workspaceId: string,
): Promise<string[]> {
	if (ids.length === 0) return [];
	const people = await tx.person.findMany({
		where: {
			id: { in: [...ids] },
			role: { not: null },
			disabledAt: null,
			...(await withoutIdleAdministrator(tx)),
			OR: [{ workspaces: { isEmpty: true } }, { workspaces: { has: workspaceId } }],
		},
		select: { id: true, name: true },
	});
	return mentionsIn(body, people).map(({ id }) => id);
}
