import { requiredTables } from "@/lib/kql/analyze";
import type { Hunt } from "./definition";

const known = new WeakMap<Hunt, readonly string[]>();

/** The tables that a hunt's query names; parsed once for each time its file was read. */
export function tablesOf(hunt: Hunt): readonly string[] {
	let tables = known.get(hunt);
	if (!tables) {
		tables = requiredTables(hunt.kql);
		known.set(hunt, tables);
	}
	return tables;
}
