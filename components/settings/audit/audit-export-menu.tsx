"use client";

import { FileJson, FileSpreadsheet } from "lucide-react";
import { isFiltered, toFilter, toSearch } from "@/components/parts/filters/url-params";
import { ExportMenu } from "@/components/ui/export-menu";
import { MenuGroup, MenuLink } from "@/components/ui/menu";
import type { AuditUrl } from "./url";

/** The audit as a file: all of it, which can be proved as a whole, or what matches. */
export function AuditExportMenu({ url }: { url: AuditUrl }) {
	const href = (format: string, filtered: boolean) => {
		const search = filtered ? toSearch(toFilter(url, new Date())) : new URLSearchParams();
		search.set("format", format);
		return `/api/audit/export?${search}`;
	};
	return (
		<ExportMenu>
			<MenuGroup label="The whole audit">
				<MenuLink icon={FileJson} href={href("jsonl", false)} download>
					JSON lines, to verify offline
				</MenuLink>
				<MenuLink icon={FileSpreadsheet} href={href("csv", false)} download>
					CSV
				</MenuLink>
			</MenuGroup>
			{isFiltered(url) ? (
				<MenuGroup label="What matches the filters">
					<MenuLink icon={FileJson} href={href("jsonl", true)} download>
						JSON lines
					</MenuLink>
					<MenuLink icon={FileSpreadsheet} href={href("csv", true)} download>
						CSV
					</MenuLink>
				</MenuGroup>
			) : null}
		</ExportMenu>
	);
}
