"use client";

import { CircleCheck, CircleDashed, CircleHelp, CircleX } from "lucide-react";
import { Ago } from "@/components/ui/ago";
import { type Look, LookMark } from "@/components/ui/tag";
import type { RequiredTable } from "@/lib/triage/catalogue/schema";

const STATE: Record<RequiredTable["state"], Look> = {
	present: { label: "Present", icon: CircleCheck, tone: "teal" },
	empty: { label: "Empty", icon: CircleDashed, tone: "amber" },
	missing: { label: "Missing", icon: CircleX, tone: "red" },
	unknown: { label: "Unknown", icon: CircleHelp, tone: "neutral" },
};

/** What stands behind each state, where it is not plain. */
const MEANING: Partial<Record<RequiredTable["state"], string>> = {
	empty: "The table exists but has no rows.",
	missing: "The workspace has no such table.",
	unknown: "The workspace couldn’t be queried.",
};

/** The tables a hunt reads, and whether the workspace has them. */
export function TableStates({ tables }: { tables: readonly RequiredTable[] }) {
	if (tables.length === 0) return <p className="text-muted">The query names no table.</p>;
	return (
		<ul className="flex flex-col gap-3">
			{tables.map((table) => (
				<li key={table.name}>
					<div className="flex items-baseline justify-between gap-3">
						<code className="min-w-0 break-all font-medium">{table.name}</code>
						<LookMark look={STATE[table.state]} className="shrink-0" />
					</div>
					{table.state === "present" ? (
						<>
							<p className="text-muted">
								{table.rows === null ? "Rows not counted" : `${table.rows.toLocaleString("en")} rows`}
							</p>
							{table.newest === null ? null : (
								<p className="text-muted">
									Newest <Ago value={table.newest} exact />
								</p>
							)}
						</>
					) : (
						<p className="text-muted">{MEANING[table.state]}</p>
					)}
				</li>
			))}
		</ul>
	);
}
