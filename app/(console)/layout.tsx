import type { ReactNode } from "react";
import { pageContext } from "@/app/context";
import { ConsoleShell } from "@/components/shell/console-shell";
import { workspaceState } from "@/lib/workspaces/state";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
	const ctx = await pageContext();
	const { actor } = ctx;
	const person =
		actor.kind === "person" ? { id: actor.id, name: actor.name, verified: actor.verified } : null;
	return (
		<ConsoleShell person={person} workspace={await workspaceState(ctx)}>
			{children}
		</ConsoleShell>
	);
}
