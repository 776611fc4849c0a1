import { setImmediate } from "node:timers/promises";
import { tablesOf } from "@/lib/triage/catalogue/analysis";
import type { CataloguedHunt } from "@/lib/triage/catalogue/catalogue";

/** A table that hunts of the catalogue read, and which. */
export interface NeededTable {
	readonly name: string;
	readonly hunts: readonly string[];
	readonly connectors: readonly string[];
}

/** A name by which one table can be asked for; `union Email*` names none in particular. */
const TABLE_NAME = /^[A-Za-z_]\w*$/;

/** Queries are parsed so many at a time, and others are served between. */
const AT_ONCE = 10;

/** The tables that the hunts' queries name, by name, with the hunts that read them. */
export async function neededTables(hunts: readonly CataloguedHunt[]): Promise<NeededTable[]> {
	const found = new Map<string, { hunts: Set<string>; connectors: Set<string> }>();
	for (const [index, hunt] of hunts.entries()) {
		if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
		const { name, evidence, connectors } = hunt;
		const tables = new Set([...tablesOf(hunt), ...(evidence === null ? [] : [evidence.table])]);
		for (const table of tables) {
			if (!TABLE_NAME.test(table)) continue;
			const entry = found.get(table) ?? { hunts: new Set(), connectors: new Set() };
			entry.hunts.add(name);
			for (const connector of connectors) entry.connectors.add(connector);
			found.set(table, entry);
		}
	}
	return [...found]
		.sort(([a], [b]) => a.localeCompare(b, "en"))
		.map(([name, entry]) => ({ name, hunts: [...entry.hunts], connectors: [...entry.connectors] }));
}
