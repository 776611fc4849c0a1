import { requiredTables } from "@/lib/sources/kql/analyze";
import { isRowWise } from "@/lib/sources/kql/row-wise";
import type { Hunt } from "./definition";

/** What a hunt's query shows without a workspace. */
export interface QueryAnalysis {
	readonly tables: readonly string[];
	/** Whether its rows over a window are those over the window's parts together. */
	readonly rowWise: boolean;
}

/**
 * Characters of a query that may be parsed in the process that serves: some ten milliseconds, a second at worst. Longer
 * ones are parsed where the hunts' files are read.
 */
export const MAX_PARSED_HERE = 16_000;

export function analyse(kql: string): QueryAnalysis {
	return { tables: requiredTables(kql), rowWise: isRowWise(kql) };
}

const known = new WeakMap<Hunt, QueryAnalysis>();

function analysisOf(hunt: Hunt): QueryAnalysis {
	const found = hunt.analysis ?? known.get(hunt) ?? analyse(hunt.kql);
	known.set(hunt, found);
	return found;
}

/** The tables that a hunt's query names; parsed once for each time its file was read. */
export function tablesOf(hunt: Hunt): readonly string[] {
	return analysisOf(hunt).tables;
}

/** Whether a run's window may be split. Its query may be older than the hunt's file; a long one then counts as not to be. */
export function isDivisible(hunt: Hunt, kql: string): boolean {
	if (kql === hunt.kql) return analysisOf(hunt).rowWise;
	return kql.length <= MAX_PARSED_HERE && isRowWise(kql);
}
