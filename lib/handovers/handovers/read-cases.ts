import { visibleProse, visibleText } from "@/lib/core/visible-text";
import type { Transaction } from "@/lib/platform/db/client";
import { caseLink } from "./links";
import { itemKey, suggestedStability } from "./rules";
import type { SnapshotItem } from "./snapshot";

/** What people say of an item, now and in earlier handovers. */
export type ItemNote = Pick<
	SnapshotItem,
	"stability" | "position" | "contingency" | "note" | "explanation" | "omission" | "saidIn" | "earlier"
>;

/** An item before the outgoing lead has said anything of it. */
export type BareItem = Omit<SnapshotItem, keyof ItemNote | "judged"> & {
	readonly suggested: SnapshotItem["stability"];
};

/** What an item has that is about no case. */
export const NO_CASE = { case: null, known: "", hypothesis: "", nextAction: null, waiting: null } as const;

/** Every open case. */
export async function readCases(tx: Transaction, workspaces: readonly string[]): Promise<BareItem[]> {
	const rows = await tx.case.findMany({
		where: {
			status: { not: "closed" },
			mergedIntoId: null,
			...(workspaces.length === 0 ? {} : { workspaceId: { in: [...workspaces] } }),
		},
		include: { _count: { select: { findings: true } } },
		orderBy: { number: "asc" },
	});
	return rows.map((row) => {
		const { severity, status } = row;
		const action = row.nextAction?.trim() ?? "";
		const owner = person(row.nextActionOwnerId, row.nextActionOwnerName);
		const at = row.nextActionAt?.toISOString() ?? null;
		return {
			item: itemKey("case", row.id),
			kind: "case",
			title: `#${row.number} ${visibleText(row.title)}`,
			href: caseLink(row.number),
			suggested: suggestedStability("case", { severity, status }),
			facts: [],
			case: {
				number: row.number,
				severity,
				status,
				owner: person(row.ownerId, row.ownerName),
				createdAt: row.createdAt.toISOString(),
				findings: row._count.findings,
				version: row.version,
			},
			known: visibleProse(row.known),
			hypothesis: visibleProse(row.hypothesis),
			nextAction: action === "" && owner === null && at === null ? null : { text: action, owner, at },
			waiting:
				row.waitingFor === null
					? null
					: { for: visibleProse(row.waitingFor), since: row.waitingSince?.toISOString() ?? null },
			sample: false,
		};
	});
}

function person(id: string | null, name: string | null) {
	return id === null && name === null ? null : { id, name: visibleText(name ?? "") };
}
