"use client";

import { FileJson, FileSpreadsheet } from "lucide-react";
import { toSearch } from "@/components/parts/filters/url-params";
import { ExportMenu } from "@/components/ui/export-menu";
import { MenuGroup, MenuLink } from "@/components/ui/menu";
import { type TriageUrl, toListInput } from "./url";

/** Everything that matches, as a file. */
export function FindingExportMenu({ url }: { url: TriageUrl }) {
	const href = (format: string) => {
		const search = toSearch(toListInput(url, new Date()));
		search.set("format", format);
		return `/api/findings/export?${search}`;
	};
	return (
		<ExportMenu>
			<MenuGroup label="All that match the filters">
				<MenuLink icon={FileSpreadsheet} href={href("csv")} download>
					CSV, URLs defanged
				</MenuLink>
				<MenuLink icon={FileJson} href={href("json")} download>
					JSON, URLs as they are
				</MenuLink>
			</MenuGroup>
		</ExportMenu>
	);
}
