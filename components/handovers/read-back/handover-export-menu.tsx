"use client";

import { FileJson, FileText, Fingerprint } from "lucide-react";
import { ExportMenu } from "@/components/parts/filters/export-menu";
import { MenuLink } from "@/components/ui/menu";

/** A signed handover as a file: with what was said since, or only what was signed, to the byte. */
export function HandoverExportMenu({ handoverId }: { handoverId: string }) {
	const href = (format: string) => `/api/handovers/${handoverId}/export?format=${format}`;
	return (
		<ExportMenu>
			<MenuLink icon={FileText} href={href("markdown")} download>
				Markdown
			</MenuLink>
			<MenuLink icon={FileJson} href={href("json")} download>
				JSON
			</MenuLink>
			<MenuLink icon={Fingerprint} href={`/api/handovers/${handoverId}/snapshot`} download>
				Signed snapshot
			</MenuLink>
		</ExportMenu>
	);
}
