"use client";

import { asProblem } from "@/components/client/api";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { plural } from "@/lib/core/plural";
import { visibleText } from "@/lib/core/visible-text";
import { ImportProblems } from "./import-problems";
import { goodRows, readProblems, withoutFlags } from "./read-problems";
import type { ImportRequest, ImportResult } from "./upload";
import type { ImportState } from "./use-import";

interface ImportOutcomeProps {
	readonly state: ImportState;
	/** Sends the file again, with other wishes. */
	readonly onRepeat: (wanted: ImportRequest) => void;
}

/** How the last import came out. */
export function ImportOutcome({ state, onRepeat }: ImportOutcomeProps) {
	if (state.step === "done") return <Imported fileName={state.wanted.file.name} result={state.result} />;
	if (state.step !== "failed") return null;
	return <Refused wanted={state.wanted} problem={state.problem} onRepeat={onRepeat} />;
}

function Imported({ fileName, result }: { fileName: string; result: ImportResult }) {
	const partial = result.rowsRefused > 0;
	return (
		<>
			<Notice
				kind={partial ? "warning" : "info"}
				live
				title={
					<>
						<bdi>{visibleText(fileName)}</bdi> is imported: {plural(result.rowsKept, "row")} kept
						{partial ? `, ${result.rowsRefused.toLocaleString("en")} refused` : ""}
					</>
				}
			>
				<ul>
					{result.tables.map(({ table, rowsKept, addedColumns }) => (
						<li key={table} className="break-words">
							{plural(rowsKept, "row")} into <code>{table}</code>
							{addedColumns.length === 0
								? ""
								: `, which has ${plural(addedColumns.length, "new column")}: ${visibleText(addedColumns.join(", "))}`}
						</li>
					))}
				</ul>
			</Notice>
			{partial ? <ImportProblems problems={result.problems} total={result.problemsTotal} /> : null}
		</>
	);
}

interface RefusedProps {
	readonly wanted: ImportRequest;
	readonly problem: unknown;
	readonly onRepeat: (wanted: ImportRequest) => void;
}

/** A file that was refused: for its rows, which are listed, or as a whole. */
function Refused({ wanted, problem, onRepeat }: RefusedProps) {
	const known = withoutFlags(asProblem(problem));
	const { problems, total } = readProblems(known);
	const good = goodRows(known);
	const title = "Nothing was imported";
	if (problems.length === 0) return <ProblemNotice error={known} title={title} />;
	return (
		<>
			<Notice
				kind="error"
				live
				title={title}
				actions={
					good > 0 && !wanted.keepGoodRows ? (
						<Button onClick={() => onRepeat({ ...wanted, keepGoodRows: true })}>
							Import the other {plural(good, "row")}
						</Button>
					) : undefined
				}
			>
				<p>{known.message}</p>
				<p className="mt-1">
					{good > 0
						? "Correct the rows below and import the file again, or import the others without them."
						: (known.remedy ?? "Correct what is listed below and import the file again.")}
				</p>
			</Notice>
			<ImportProblems problems={problems} total={total} />
		</>
	);
}
