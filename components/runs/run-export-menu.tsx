"use client";

import { Download, FileJson, FileSpreadsheet } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuGroup, MenuLink } from "@/components/ui/menu";
import type { RunFilter } from "@/lib/hunts/schema";
import { runSearch } from "./use-run-filter";

/** The runs that match, as a file. */
export function RunExportMenu({ filter }: { filter: RunFilter }) {
	const href = (format: string) => {
		const search = runSearch(filter);
		search.set("format", format);
		return `/api/runs/export?${search}`;
	};
	return (
		<Menu
			align="end"
			trigger={
				<Button variant="ghost" icon={Download} aria-label="Export">
					<span className="max-sm:sr-only">Export</span>
				</Button>
			}
		>
			<MenuGroup label="The runs that match">
				<MenuLink icon={FileSpreadsheet} href={href("csv")} download>
					CSV
				</MenuLink>
				<MenuLink icon={FileJson} href={href("jsonl")} download>
					JSON lines
				</MenuLink>
			</MenuGroup>
		</Menu>
	);
}
