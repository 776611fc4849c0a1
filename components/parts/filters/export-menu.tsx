"use client";

import { Download, FileJson, FileSpreadsheet } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuGroup, MenuLink } from "@/components/ui/menu";
import { toSearch } from "./url-params";

/** What the page shows, as files: `MenuLink`s with `download`, in groups where they hold different things. */
export function ExportMenu({ children }: { children: ReactNode }) {
	return (
		<Menu
			align="end"
			trigger={
				<Button variant="ghost" icon={Download} aria-label="Export">
					<span className="max-sm:sr-only">Export</span>
				</Button>
			}
		>
			{children}
		</Menu>
	);
}

interface ExportGroupProps {
	readonly label: string;
	readonly path: string;
	/** The filter and order of what is exported. */
	readonly input?: object;
	/** What the file of each format is called. */
	readonly files: Readonly<Record<string, string>>;
}

/** The same rows in several formats. */
export function ExportGroup({ label, path, input, files }: ExportGroupProps) {
	return (
		<MenuGroup label={label}>
			{Object.entries(files).map(([format, text]) => (
				<MenuLink
					key={format}
					icon={format === "csv" ? FileSpreadsheet : FileJson}
					href={`${path}?${toSearch({ ...input, format })}`}
					download
				>
					{text}
				</MenuLink>
			))}
		</MenuGroup>
	);
}
