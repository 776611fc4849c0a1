"use client";

import { FileInput, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, Input } from "@/components/ui/field";
import { FileDrop } from "@/components/ui/file-drop";
import { Progress } from "@/components/ui/progress";
import { Select } from "@/components/ui/select";
import { visibleText } from "@/lib/core/visible-text";
import { sizeText } from "./size-text";
import type { ImportRequest } from "./upload";
import type { ImportState } from "./use-import";

const GUESS = "*guess";
const OTHER = "*other";
/** As the server takes a table's name. */
const TABLE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,99}$/;

interface ImportFormProps {
	readonly tables: readonly string[];
	readonly state: ImportState;
	readonly onImport: (wanted: ImportRequest) => void;
	readonly onCancel: () => void;
	/** Another file is chosen: what is said of the last one is over. */
	readonly onChoose: () => void;
}

export function ImportForm({ tables, state, onImport, onCancel, onChoose }: ImportFormProps) {
	const [file, setFile] = useState<File | null>(null);
	const [choice, setChoice] = useState(GUESS);
	const [other, setOther] = useState("");
	const [keepGoodRows, setKeepGoodRows] = useState(false);
	const [faults, setFaults] = useState<{ file?: string; table?: string }>({});
	const sending = state.step === "sending";

	const submit = () => {
		const found: typeof faults = {};
		if (file === null) found.file = "Choose a file first.";
		if (choice === OTHER && !TABLE_NAME.test(other.trim())) {
			found.table = "A table’s name starts with a letter and holds letters, digits and _ only.";
		}
		setFaults(found);
		if (file === null) return document.getElementById("import-file")?.focus();
		if (found.table !== undefined) return document.getElementById("import-other")?.focus();
		const table = choice === GUESS ? null : choice === OTHER ? other.trim() : choice;
		onImport({ file, table, dates: null, keepGoodRows, replaceSample: false, again: false });
	};

	return (
		<form
			noValidate
			aria-label="Import an export"
			className="flex flex-col gap-3"
			onSubmit={(event) => {
				event.preventDefault();
				if (!sending) submit();
			}}
		>
			<FileDrop
				id="import-file"
				label={file === null ? "Drop an export here, or choose a file" : "Drop another file, or choose one"}
				accept=".csv,.json,.jsonl,.ndjson,.parquet,text/csv,application/json"
				disabled={sending}
				onFile={(chosen) => {
					setFile(chosen);
					setFaults({});
					onChoose();
				}}
			>
				{file === null ? (
					"CSV, JSON, JSON lines or Parquet"
				) : (
					<span className="flex flex-wrap justify-center gap-x-2">
						<bdi className="break-all font-medium text-fg">{visibleText(file.name)}</bdi>
						<span>{sizeText(file.size)}</span>
					</span>
				)}
			</FileDrop>
			{faults.file === undefined ? null : (
				<p role="alert" className="text-red text-sm">
					{faults.file}
				</p>
			)}
			<div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
				<div className="flex flex-col gap-2">
					<Field id="import-table" label="Table" hint="Rows in a streaming envelope name their own.">
						<Select
							id="import-table"
							label="Table"
							value={choice}
							onValueChange={setChoice}
							options={[
								{ value: GUESS, label: "Guess from the columns" },
								...tables.map((name) => ({ value: name, label: name })),
								{ value: OTHER, label: "Another table…" },
							]}
							className="h-8 w-full"
						/>
					</Field>
					{choice === OTHER ? (
						<Field id="import-other" label="Name of the table" error={faults.table}>
							<Input
								id="import-other"
								value={other}
								placeholder="DeviceEvents"
								spellCheck={false}
								aria-describedby="import-other-hint"
								aria-invalid={faults.table !== undefined}
								onChange={(event) => setOther(event.target.value)}
							/>
						</Field>
					) : null}
				</div>
				<Checkbox
					id="import-keep"
					label="Keep the good rows"
					hint="Without it, one row that cannot be read refuses the whole file."
					checked={keepGoodRows}
					disabled={sending}
					onCheckedChange={setKeepGoodRows}
				/>
			</div>
			<div className="flex flex-wrap items-center gap-2">
				<Button type="submit" variant="primary" size="md" icon={FileInput} busy={sending}>
					Import
				</Button>
				{sending ? (
					<Button size="md" icon={X} onClick={onCancel}>
						Cancel
					</Button>
				) : null}
			</div>
			{sending ? <Sending state={state} /> : null}
		</form>
	);
}

function Sending({ state }: { state: Extract<ImportState, { step: "sending" }> }) {
	const { share, wanted } = state;
	const sent = share >= 1;
	return (
		<div className="flex flex-col gap-1.5">
			<Progress label="Progress of the import" value={sent ? null : Math.floor(share * 100)} />
			<p className="text-muted">
				{sent
					? "Reading the rows. All of them appear at once, at the end."
					: `Sending ${visibleText(wanted.file.name)}: ${Math.floor(share * 100)} % of ${sizeText(wanted.file.size)}`}
			</p>
		</div>
	);
}
