import type { Metadata } from "next";
import { pageContext } from "@/app/context";
import { WorkspacePage } from "@/components/triage/workspace/workspace-page";
import { KNOWN_TABLES } from "@/lib/sources/kql/tables";
import { workspaceOverview } from "@/lib/sources/workspaces/overview";

export const metadata: Metadata = { title: "Workspace" };

export default async function Page() {
	const ctx = await pageContext();
	return (
		<WorkspacePage
			// What fails here the browser asks for again, and shows why it fails.
			initial={await workspaceOverview(ctx).catch(() => null)}
			knownTables={KNOWN_TABLES.map((table) => table.name)}
		/>
	);
}
