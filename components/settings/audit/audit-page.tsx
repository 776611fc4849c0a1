"use client";

import { CircleHelp } from "lucide-react";
import { useRef, useState } from "react";
import { useMay } from "@/components/client/me";
import { ExportGroup, ExportMenu } from "@/components/parts/filters/export-menu";
import { SearchBox } from "@/components/parts/filters/search-box";
import { isFiltered, toFilter } from "@/components/parts/filters/url-params";
import { useListUrl } from "@/components/parts/filters/use-list-url";
import { PageHeader } from "@/components/parts/page/page-header";
import { isRefusal, RefusedPage } from "@/components/parts/page/refusal";
import { HelpDialog } from "@/components/parts/shortcuts/help-dialog";
import { useShortcuts } from "@/components/parts/shortcuts/use-shortcuts";
import { IgnoredNotice } from "@/components/parts/text/ignored-notice";
import { IconButton } from "@/components/ui/button";
import { AuditDetail } from "./audit-detail";
import { AuditChips, AuditFilters } from "./audit-filters";
import { AuditTable } from "./audit-table";
import { ChainBar } from "./chain-bar";
import { useAuditChoices, useAuditPages, useAuditState } from "./queries";
import { AUDIT_SHORTCUTS } from "./shortcuts";
import { AUDIT_URL } from "./url";

/** The record of every change: searched, read, exported and verified. */
export function AuditPage() {
	if (useMay("audit.read")) return <Audit />;
	return (
		<>
			<PageHeader title="Audit" />
			<RefusedPage permission="audit.read" title="You can’t read the audit" />
		</>
	);
}

function Audit() {
	const [url, setUrl] = useListUrl(AUDIT_URL);
	const pages = useAuditPages(url, true);
	const choices = useAuditChoices(true);
	const state = useAuditState(true);
	const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
	const [cursor, setCursor] = useState<string | null>(null);
	const [focusTurn, setFocusTurn] = useState(0);
	const [help, setHelp] = useState(false);
	const search = useRef<HTMLInputElement>(null);
	const active = url.row === null ? cursor : String(url.row);

	const open = (id: string) => {
		setCursor(id);
		setUrl({ row: id }, url.row === null ? "push" : "replace");
	};
	const close = () => {
		setUrl({ row: null });
		setFocusTurn((turn) => turn + 1);
	};
	const move = (by: 1 | -1) => {
		const index = rows.findIndex((row) => row.id === active);
		const next = rows[index < 0 ? 0 : index + by];
		if (next === undefined) return;
		setCursor(next.id);
		if (url.row === null) setFocusTurn((turn) => turn + 1);
		else open(next.id);
	};
	useShortcuts(AUDIT_SHORTCUTS, {
		next: () => move(1),
		previous: () => move(-1),
		open: () => {
			const row = rows.find(({ id }) => id === active) ?? rows[0];
			if (row !== undefined) open(row.id);
		},
		escape: () => (url.row === null ? false : close()),
		search: () => search.current?.select(),
		help: () => setHelp(true),
	});

	if (isRefusal(pages.error)) {
		return (
			<>
				<PageHeader title="Audit" />
				<RefusedPage permission="audit.read" title="You can’t read the audit" />
			</>
		);
	}
	return (
		<>
			<PageHeader
				title="Audit"
				actions={
					<ExportMenu>
						<ExportGroup
							label="The whole audit"
							path="/api/audit/export"
							files={{ jsonl: "JSON lines, to verify offline", csv: "CSV" }}
						/>
						{isFiltered(url) ? (
							<ExportGroup
								label="What matches the filters"
								path="/api/audit/export"
								input={toFilter(url, new Date())}
								files={{ jsonl: "JSON lines", csv: "CSV" }}
							/>
						) : null}
					</ExportMenu>
				}
			/>
			<ChainBar state={state} />
			<section aria-label="Rows of the audit" className="flex min-h-0 flex-1 flex-col pt-2">
				<div className="flex flex-wrap items-center gap-1.5 px-3 pb-2 sm:px-4">
					<SearchBox
						ref={search}
						label="Search a person, account, case (#12), hunt, action or words"
						value={url.filter.text ?? ""}
						onChange={(text) => setUrl({ text }, "replace")}
					/>
					<AuditFilters url={url} setUrl={setUrl} choices={choices.data} choicesFailed={choices.isError} />
					<div className="ml-auto max-sm:hidden">
						<IconButton
							label="Keyboard shortcuts"
							shortcut="?"
							icon={CircleHelp}
							onClick={() => setHelp(true)}
						/>
					</div>
				</div>
				<AuditChips url={url} setUrl={setUrl} choices={choices.data} choicesFailed={choices.isError} />
				<IgnoredNotice ignored={url.ignored} />
				<AuditTable
					url={url}
					setUrl={setUrl}
					pages={pages}
					rows={rows}
					total={state.data?.head?.seq}
					activeId={active}
					focusTurn={focusTurn}
					onOpen={open}
				/>
			</section>
			{url.row === null ? null : (
				<AuditDetail
					key={url.row}
					seq={url.row}
					known={rows.find((row) => row.seq === url.row) ?? null}
					onClose={close}
				/>
			)}
			{help ? <HelpDialog shortcuts={AUDIT_SHORTCUTS} onClose={() => setHelp(false)} /> : null}
		</>
	);
}
