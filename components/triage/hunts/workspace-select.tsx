"use client";

import { useWorkspaces } from "@/components/client/shell-context";
import { Select } from "@/components/ui/select";

interface WorkspaceSelectProps {
	/** The default one without it. */
	readonly value: string | undefined;
	readonly onValueChange: (id: string) => void;
	readonly className?: string;
}

/** Which workspace to query; nothing where there is only one. */
export function WorkspaceSelect({ value, ...props }: WorkspaceSelectProps) {
	const all = useWorkspaces();
	if (all.length < 2) return null;
	return (
		<Select
			{...props}
			label="Workspace"
			value={value ?? all[0]?.id ?? ""}
			options={all.map(({ id, name }) => ({ value: id, label: name }))}
		/>
	);
}
