"use client";

import { CircleHelp } from "lucide-react";
import { useRef, useState } from "react";
import { useMay } from "@/components/client/me";
import { ColumnsMenu } from "@/components/data-table/columns-menu";
import { ExportGroup, ExportMenu } from "@/components/parts/filters/export-menu";
import { SearchBox } from "@/components/parts/filters/search-box";
import { PageHeader } from "@/components/parts/page/page-header";
import { RefusedLine } from "@/components/parts/page/refusal";
import { HelpDialog } from "@/components/parts/shortcuts/help-dialog";
import { IgnoredNotice } from "@/components/parts/text/ignored-notice";
import { Filters, FindingChips } from "@/components/triage/findings/filters";
import { RunNotice } from "@/components/triage/findings/notices";
import type { InitialTriage } from "@/components/triage/findings/queries";
import { SelectionBar } from "@/components/triage/findings/selection-bar";
import { READING_SHORTCUTS, TRIAGE_SHORTCUTS } from "@/components/triage/findings/shortcuts";
import { StatusViews } from "@/components/triage/findings/status-views";
import { toListInput } from "@/components/triage/findings/url";
import { useFindingTable } from "@/components/triage/findings/use-finding-table";
import { IconButton } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { useMedia } from "@/components/ui/use-media";
import { FindingTable, ListProblem } from "./finding-table";
import { Panel } from "./panel";
import { TriageDialogs } from "./triage-dialogs";
import { one, type Triage as TriageState, useTriage } from "./use-triage";
import { useTriageKeys } from "./use-triage-keys";

interface TriageProps {
	readonly initial: InitialTriage;
	readonly columnChoices: Readonly<Record<string, boolean>>;
}

/** The triage page: the list, its filters, the open finding, and every decision on them. */
export function Triage({ initial, columnChoices }: TriageProps) {
	const triage = useTriage(initial);
	const { url, setUrl, facets, pages, rows, selection } = triage;
	const table = useFindingTable({ rows, url, setUrl, selection: selection.cells, choices: columnChoices });
	const decides = useMay("findings.decide");
	const [help, setHelp] = useState(false);
	const search = useRef<HTMLInputElement>(null);
	useTriageKeys(triage, { onSearch: () => search.current?.select(), onHelp: () => setHelp(true) });
	const hunts = triage.hunts.data?.hunts ?? [];
	const refreshing = pages.isFetching && !pages.isFetchingNextPage && !pages.isPending;

	return (
		<>
			<PageHeader
				title="Findings"
				actions={
					<ExportMenu>
						<ExportGroup
							label="All that match the filters"
							path="/api/findings/export"
							input={toListInput(url, new Date())}
							files={{ csv: "CSV, URLs defanged", json: "JSON, URLs as they are" }}
						/>
					</ExportMenu>
				}
			/>
			<div className="flex min-h-0 flex-1">
				<section aria-label="List of findings" className="relative flex min-w-0 flex-1 flex-col">
					<StatusViews url={url} setUrl={setUrl} facets={facets.data} />
					<div className="flex flex-wrap items-center gap-1.5 px-3 pb-2 sm:px-4">
						<SearchBox
							ref={search}
							value={url.filter.text ?? ""}
							onChange={(text) => setUrl({ text }, "replace")}
						/>
						<Filters
							url={url}
							setUrl={setUrl}
							facets={facets.data}
							facetsFailed={facets.isError}
							hunts={triage.hunts.data?.hunts}
							huntsFailed={triage.hunts.isError}
						/>
						<div className="ml-auto flex items-center gap-0.5 max-sm:hidden">
							{refreshing ? <Spinner className="mr-1 text-faint" /> : null}
							<IconButton
								label="Keyboard shortcuts"
								shortcut="?"
								icon={CircleHelp}
								onClick={() => setHelp(true)}
							/>
							<ColumnsMenu table={table} />
						</div>
					</div>
					<FindingChips url={url} setUrl={setUrl} hunts={hunts} />
					<IgnoredNotice ignored={url.ignored} />
					<RunNotice hunts={hunts} shown={url.filter.hunt} />
					<RefusedLine permission="findings.decide" className="px-3 pb-2 sm:px-4" />
					<ListProblem triage={triage} />
					<FindingTable triage={triage} table={table} />
					<Selected triage={triage} />
				</section>
				<OpenFinding triage={triage} initial={initial} />
			</div>
			<TriageDialogs triage={triage} />
			{help ? (
				<HelpDialog
					shortcuts={decides ? TRIAGE_SHORTCUTS : READING_SHORTCUTS}
					onClose={() => setHelp(false)}
				/>
			) : null}
		</>
	);
}

function Selected({ triage }: { triage: TriageState }) {
	const { selection, selected, matching } = triage;
	if (selected === null) return null;
	const allLoaded = selection.all === null && selection.cells.state() === "all";
	return (
		<SelectionBar
			count={selection.all?.count ?? selection.ids.size}
			all={selection.all !== null}
			more={allLoaded && matching !== undefined && matching > selection.ids.size ? matching : null}
			busy={triage.decisions.busy}
			onSelectAll={() => void triage.selectAllMatching()}
			onVerdict={(verdict) => triage.giveVerdict(verdict, selected)}
			onClear={selection.clear}
		/>
	);
}

/** The open finding: beside the list where there is room, over it where there is not. */
function OpenFinding({ triage, initial }: { triage: TriageState; initial: InitialTriage }) {
	const narrow = useMedia("(width < 68rem)");
	const open = triage.url.finding;
	if (open === null) return null;
	const panel = (
		<Panel
			key={open}
			id={open}
			summary={triage.rows.find((row) => row.id === open) ?? null}
			initial={initial.finding}
			resolve={(finding) => triage.store.shown(finding)}
			onVerdict={(finding, verdict) => triage.giveVerdict(verdict, one(finding))}
			onRevise={(finding, verdict) => triage.giveVerdict(verdict, one(finding), finding.decision)}
			onUndo={triage.decisions.undoNamed}
			onClose={triage.closePanel}
		/>
	);
	if (narrow) {
		return (
			<Sheet open onOpenChange={(next) => !next && triage.closePanel()} label="Open finding" shortcuts>
				<div data-panel className="flex min-h-0 flex-1 flex-col">
					{panel}
				</div>
			</Sheet>
		);
	}
	return (
		<section
			data-panel
			aria-label="Open finding"
			// Until the browser has said how wide it is, the style sheet decides.
			className="flex w-110 shrink-0 flex-col border-l bg-canvas max-panel:hidden"
		>
			{panel}
		</section>
	);
}
