import type { Metadata } from "next";
import { pageContext } from "@/app/context";
import { orLater } from "@/app/page-data";
import { WorkspacePage } from "@/components/triage/workspace/workspace-page";
import { KNOWN_TABLES } from "@/lib/sources/kql/tables";
import { workspaceOverview } from "@/lib/sources/workspaces/overview";

export const metadata: Metadata = { title: "Workspace" };

export default async function Page() {
	const initial = await orLater("workspace", workspaceOverview(await pageContext()));
	return <WorkspacePage initial={initial} knownTables={KNOWN_TABLES.map((table) => table.name)} />;
}
