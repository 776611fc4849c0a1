import type { Database } from "@/lib/platform/db/client";

export type LinkedNames = ReadonlyMap<string, { readonly id: string; readonly name: string }>;

export const NO_LINKED_NAMES: LinkedNames = new Map();

/** Which person each unverified name was, by the name's id. There are few: names from before sign-in existed. */
export async function linkedNames(db: Database): Promise<LinkedNames> {
	const rows = await db.person.findMany({
		where: { linkedToId: { not: null } },
		select: { id: true, linkedTo: { select: { id: true, name: true } } },
	});
	return new Map(rows.flatMap(({ id, linkedTo }) => (linkedTo === null ? [] : [[id, linkedTo]])));
}
