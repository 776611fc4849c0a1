"use client";

import { useMay } from "@/components/client/me";
import { RefusedLine } from "@/components/parts/page/refusal";
import { Section } from "@/components/ui/section";
import type { WorkspaceOverview } from "@/lib/sources/workspaces/overview";
import { AskDates } from "./ask-dates";
import { ConfirmImport } from "./confirm-import";
import { Formats } from "./formats";
import { ImportForm } from "./import-form";
import { ImportOutcome } from "./import-outcome";
import { useImport } from "./use-import";

interface ImportSectionProps {
	readonly workspace: WorkspaceOverview;
	/** Tables whose columns the product knows, so that it can tell which one a file belongs to. */
	readonly knownTables: readonly string[];
}

/** Bringing a person's own export into the local workspace. */
export function ImportSection({ workspace, knownTables }: ImportSectionProps) {
	const imports = useImport();
	const mayImport = useMay("workspace.import");
	const { state } = imports;
	const tables = [...new Set([...knownTables, ...workspace.tables.map((table) => table.name)])];
	if (!mayImport) {
		return (
			<Section title="Import an export">
				<RefusedLine permission="workspace.import" />
			</Section>
		);
	}
	return (
		<Section title="Import an export">
			<div className="grid gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1fr)_26rem]">
				<div className="flex min-w-0 flex-col gap-3">
					<ImportForm
						tables={tables}
						state={state}
						onCancel={imports.cancel}
						onChoose={imports.reset}
						onImport={(wanted) => {
							// Asked before the upload rather than after: the answer is known here.
							if (workspace.sample && !wanted.replaceSample) imports.ask(wanted, "sample", "");
							else void imports.send(wanted);
						}}
					/>
					<ImportOutcome state={state} onRepeat={(wanted) => void imports.send(wanted)} />
				</div>
				<Formats knownTables={knownTables} />
			</div>
			{state.step === "asking" && state.about === "dates" ? (
				<AskDates
					readings={state.readings}
					fileName={state.wanted.file.name}
					onCancel={imports.reset}
					onChoose={(dates) => void imports.send({ ...state.wanted, dates })}
				/>
			) : null}
			{state.step === "asking" && state.about !== "dates" ? (
				<ConfirmImport
					about={state.about}
					why={state.why}
					fileName={state.wanted.file.name}
					onCancel={imports.reset}
					onConfirm={() =>
						void imports.send({
							...state.wanted,
							...(state.about === "sample" ? { replaceSample: true } : { again: true }),
						})
					}
				/>
			) : null}
		</Section>
	);
}
