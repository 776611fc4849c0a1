"use client";

import { FileJson, FileSpreadsheet } from "lucide-react";
import { ExportMenu } from "@/components/ui/export-menu";
import { MenuGroup, MenuLink } from "@/components/ui/menu";
import type { RunFilter } from "@/lib/triage/catalogue/schema";
import { runSearch } from "./use-run-filter";

/** The runs that match, as a file. */
export function RunExportMenu({ filter }: { filter: RunFilter }) {
	const href = (format: string) => {
		const search = runSearch(filter);
		search.set("format", format);
		return `/api/runs/export?${search}`;
	};
	return (
		<ExportMenu>
			<MenuGroup label="The runs that match">
				<MenuLink icon={FileSpreadsheet} href={href("csv")} download>
					CSV
				</MenuLink>
				<MenuLink icon={FileJson} href={href("jsonl")} download>
					JSON lines
				</MenuLink>
			</MenuGroup>
		</ExportMenu>
	);
}
