import type { CataloguedHunt } from "@/lib/hunts/catalogue";
import { requiredTables } from "@/lib/kql/analyze";

/** A table that hunts of the catalogue read, and which. */
export interface NeededTable {
	readonly name: string;
	readonly hunts: readonly string[];
	readonly connectors: readonly string[];
}

/** A name by which one table can be asked for; `union Email*` names none in particular. */
const TABLE_NAME = /^[A-Za-z_]\w*$/;

/** The tables that the hunts' queries name, by name, with the hunts that read them. */
export function neededTables(hunts: readonly CataloguedHunt[]): NeededTable[] {
	const found = new Map<string, { hunts: Set<string>; connectors: Set<string> }>();
	for (const { name, kql, evidence, connectors } of hunts) {
		const tables = new Set([...requiredTables(kql), ...(evidence === null ? [] : [evidence.table])]);
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
