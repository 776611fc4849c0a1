"use client";

import { FileJson, FileSpreadsheet } from "lucide-react";
import { toSearch } from "@/components/parts/filters/url-params";
import { ExportMenu } from "@/components/ui/export-menu";
import { MenuGroup, MenuLink } from "@/components/ui/menu";
import type { RunFilter } from "@/lib/triage/catalogue/schema";

/** The runs that match, as a file. */
export function RunExportMenu({ filter }: { filter: RunFilter }) {
	const href = (format: string) => `/api/runs/export?${toSearch({ ...filter, format })}`;
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
