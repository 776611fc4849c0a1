"use client";

import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { Menu } from "./menu";

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
