"use client";

import { Cloud, FlaskConical, HardDrive } from "lucide-react";
import { useState } from "react";
import { useWorkspaces } from "@/components/client/shell-context";
import { PageHeader } from "@/components/parts/page/page-header";
import { WorkspaceProblem } from "@/components/triage/hunts/workspace-problem";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Segments } from "@/components/ui/segments";
import { Mark } from "@/components/ui/tag";
import { visibleText } from "@/lib/core/visible-text";
import type { WorkspaceOverview } from "@/lib/sources/workspaces/workspace-state";
import { ImportSection } from "./import-section";
import { useWorkspaceOverview } from "./queries";
import { WorkspaceTables } from "./workspace-tables";

interface WorkspacePageProps {
	/** Null where the server could not get it: the browser asks again, and shows why it fails. */
	readonly initial: WorkspaceOverview | null;
	readonly knownTables: readonly string[];
}

export function WorkspacePage({ initial, knownTables }: WorkspacePageProps) {
	const all = useWorkspaces();
	const [chosen, setChosen] = useState<string | null>(null);
	const overview = useWorkspaceOverview(chosen, initial);
	const workspace = overview.data;
	return (
		<>
			<PageHeader title="Workspace" />
			<PageBody>
				{all.length > 1 ? (
					<Segments
						label="Workspace"
						value={chosen ?? all[0]?.id ?? null}
						segments={all.map(({ id, name }) => ({ value: id, label: visibleText(name) }))}
						onValueChange={(id) => setChosen(id === all[0]?.id ? null : id)}
					/>
				) : null}
				<QueryProblem
					query={overview}
					title="The workspace could not be loaded"
					stale="This page may be out of date"
				/>
				{workspace === undefined ? null : <Which workspace={workspace} query={overview} />}
				{workspace === undefined && overview.isError ? null : (
					<Section title="Tables">
						<WorkspaceTables workspace={workspace} />
					</Section>
				)}
				{workspace?.kind === "local" ? (
					<ImportSection workspace={workspace} knownTables={knownTables} />
				) : null}
			</PageBody>
		</>
	);
}

interface WhichProps {
	readonly workspace: WorkspaceOverview;
	readonly query: ReturnType<typeof useWorkspaceOverview>;
}

/** Which workspace hunts run against, of what kind, and what stands in the way. */
function Which({ workspace, query }: WhichProps) {
	const { kind, name, sample, problem } = workspace;
	return (
		<div className="flex flex-col gap-3">
			<div className="flex flex-col gap-1">
				<p className="flex flex-wrap items-center gap-x-3">
					<span className="font-semibold text-lg">{name}</span>
					{kind === "sentinel" ? (
						<Mark icon={Cloud} tone="blue">
							Log Analytics workspace
						</Mark>
					) : sample ? (
						<Mark icon={FlaskConical} tone="amber">
							Sample data
						</Mark>
					) : (
						<Mark icon={HardDrive} tone="teal">
							Your own data
						</Mark>
					)}
				</p>
				<p className="max-w-[80ch] text-muted">
					{kind === "sentinel" ? (
						<>
							Hunts run in the Log Analytics workspace <code className="break-all">{workspace.id}</code>.
							Exports are not imported while Sentinel is connected; remove its settings (
							<code>SENTINEL_…</code>) to work on files instead.
						</>
					) : sample ? (
						<>
							Hunts run over generated data: 90 days of a fictional company. No person, message or address in
							it is real. Import an export of your own below, or set <code>SENTINEL_WORKSPACE_ID</code> to
							hunt in Sentinel.
						</>
					) : (
						<>
							Hunts run over the exports that were imported here. They stay on this machine. Set{" "}
							<code>SENTINEL_WORKSPACE_ID</code> to hunt in Sentinel instead.
						</>
					)}
				</p>
			</div>
			{problem === null ? null : (
				<WorkspaceProblem title="The workspace can’t be queried" problem={problem} query={query} />
			)}
		</div>
	);
}
