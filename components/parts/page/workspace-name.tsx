"use client";

import { useWorkspaceName } from "@/components/client/shell-context";
import { visibleText } from "@/lib/core/visible-text";

/** A workspace by what it is called. */
export function WorkspaceName({ id }: { id: string }) {
	const name = visibleText(useWorkspaceName()(id));
	return (
		<bdi className="block truncate" title={name}>
			{name}
		</bdi>
	);
}
