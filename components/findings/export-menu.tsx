"use client";

import { Download, FileJson, FileSpreadsheet } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuGroup, MenuLink } from "@/components/ui/menu";
import { type TriageUrl, toListInput, toSearch } from "./url";

/** Everything that matches, as a file. */
export function ExportMenu({ url }: { url: TriageUrl }) {
	const href = (format: string) => {
		const search = toSearch(toListInput(url, new Date()));
		search.set("format", format);
		return `/api/findings/export?${search}`;
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
			<MenuGroup label="All that match the filters">
				<MenuLink icon={FileSpreadsheet} href={href("csv")} download>
					CSV, URLs defanged
				</MenuLink>
				<MenuLink icon={FileJson} href={href("json")} download>
					JSON, URLs as they are
				</MenuLink>
			</MenuGroup>
		</Menu>
	);
}
