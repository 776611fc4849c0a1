"use client";

import type { Table } from "@tanstack/react-table";
import { Columns3 } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuCheck, MenuGroup } from "@/components/ui/menu";
import type { AppFeatures } from "./table";

/** Which columns are shown. */
export function ColumnsMenu<T extends { id: string }>({ table }: { table: Table<AppFeatures, T> }) {
	const columns = table.getAllLeafColumns().filter((column) => {
		const meta = column.columnDef.meta;
		return meta !== undefined && meta.fixed !== true && meta.on !== "phone";
	});
	return (
		<Menu align="end" trigger={<IconButton label="Columns" icon={Columns3} />}>
			<MenuGroup label="Columns">
				{columns.map((column) => (
					<MenuCheck
						key={column.id}
						checked={column.getIsVisible()}
						onCheckedChange={(checked) => column.toggleVisibility(checked)}
					>
						{column.columnDef.meta?.label}
					</MenuCheck>
				))}
			</MenuGroup>
		</Menu>
	);
}
