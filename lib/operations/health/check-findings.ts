import type { Database } from "@/lib/platform/db/client";
import { OPEN_TWINS } from "@/lib/triage/findings/twins";
import type { Check } from "./rules";

/** Findings of a workspace that were stored twice by earlier versions, and what to do about them; none where there are none. */
export async function checkFindings(db: Database, workspaceId: string): Promise<Check[]> {
	const [row] = await db.$queryRaw<{ pairs: number }[]>`SELECT count(*)::int AS "pairs" FROM ${OPEN_TWINS}
		WHERE b."workspaceId" = ${workspaceId}`;
	const pairs = row?.pairs ?? 0;
	if (pairs === 0) return [];
	const search = new URLSearchParams({
		status: "all",
		workspace: workspaceId,
		twins: "yes",
		sort: "accountUpn",
	});
	return [
		{
			id: "findings:twins",
			title: "Findings stored twice",
			level: "warning",
			says: `${pairs === 1 ? "1 click is" : `${pairs.toLocaleString("en")} clicks are`} stored as two findings: an earlier version told accounts apart by a blank or the letter case.`,
			remedy:
				"Give both findings of each pair the same verdict. Runs continue with one of them; the other does not come back.",
			link: { href: `/findings?${search}`, label: pairs === 1 ? "Show the pair" : "Show the pairs" },
		},
	];
}
