import { ApiProblem } from "@/components/client/api";
import type { ImportProblem } from "@/lib/sources/import/problems";

/** The places of a refused import as a table shows them; none where the refusal is not about rows. */
export function readProblems(problem: ApiProblem): {
	readonly problems: readonly ImportProblem[];
	readonly total: number;
} {
	const problems = problem.places.flatMap(({ line, column, field, message }) =>
		line === undefined ? [] : [{ line, column: column ?? 0, field: field ?? null, message }],
	);
	const { problemsTotal } = problem.document;
	return { problems, total: typeof problemsTotal === "number" ? problemsTotal : problems.length };
}

/** How many rows of the refused file could be read. */
export function goodRows({ document: { rowsRead, rowsRefused } }: ApiProblem): number {
	return typeof rowsRead === "number" && typeof rowsRefused === "number" ? rowsRead - rowsRefused : 0;
}

/** Remedies name the options of the import command, which the page has as fields. */
export function withoutFlags(problem: ApiProblem): ApiProblem {
	if (problem.remedy === null) return problem;
	return new ApiProblem(problem.status, {
		...problem.document,
		remedy: problem.remedy.replaceAll(/ \(--[^()]*\)/g, ""),
	});
}
