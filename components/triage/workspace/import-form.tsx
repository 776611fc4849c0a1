"use client";

import { FileInput, X } from "lucide-react";
import { CheckField, SelectField, TextField } from "@/components/parts/form/fields";
import { Form } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { Progress } from "@/components/ui/progress";
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
	const sending = state.step === "sending";
	const form = useForm({
		id: "import",
		values: () => ({ file: null as File | null, table: GUESS, other: "", keepGoodRows: false }),
		check: ({ file, table, other }) => ({
			file: file === null ? "Choose a file first." : null,
			other:
				table === OTHER && !TABLE_NAME.test(other.trim())
					? "A table’s name starts with a letter and holds letters, digits and _ only."
					: null,
		}),
		send: async ({ file, table: choice, other, keepGoodRows }) => {
			if (file === null || sending) return false;
			const table = choice === GUESS ? null : choice === OTHER ? other.trim() : choice;
			return { file, table, dates: null, keepGoodRows, replaceSample: false, again: false };
		},
		onSent: onImport,
	});
	const { file, table } = form.values;
	const dropped = form.field("file");

	return (
		<Form form={form} label="Import an export" submit="Import" className="gap-3">
			<FileDrop
				id={dropped.id}
				label={file === null ? "Drop an export here, or choose a file" : "Drop another file, or choose one"}
				accept=".csv,.json,.jsonl,.ndjson,.parquet,text/csv,application/json"
				disabled={sending}
				problem={dropped.error}
				onFile={(chosen) => {
					dropped.onValueChange(chosen);
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
			<div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
				<div className="flex flex-col gap-2">
					<SelectField
						field={form.field("table")}
						label="Table"
						hint="Rows in a streaming envelope name their own."
						options={[
							{ value: GUESS, label: "Guess from the columns" },
							...tables.map((name) => ({ value: name, label: name })),
							{ value: OTHER, label: "Another table…" },
						]}
						className="h-8 w-full"
					/>
					{table === OTHER ? (
						<TextField
							field={form.field("other")}
							label="Name of the table"
							placeholder="DeviceEvents"
							spellCheck={false}
						/>
					) : null}
				</div>
				<CheckField
					field={form.field("keepGoodRows")}
					label="Keep the good rows"
					hint="Without it, one row that cannot be read refuses the whole file."
					disabled={sending}
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
		</Form>
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
