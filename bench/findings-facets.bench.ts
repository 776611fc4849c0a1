import pg from "pg";
import type { Bench } from "@/bench/harness";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";
import { findingFacets } from "@/lib/triage/findings/facets";
import type { FindingFacets } from "@/lib/triage/findings/schema";
import { fillFindings } from "./fill-findings";

export const bench: Bench = {
	size: 100_000,
	notes: "findingFacets: every count beside the list in one pass, against a bare count by status through pg",
	async prepare({ size, database }) {
		const { db, url } = await database();
		await fillFindings(db, size);
		const ctx = createContext(SYSTEM);
		const client = new pg.Client({ connectionString: url });
		await client.connect();
		return {
			subject: () => findingFacets(ctx, {}),
			floor: () => client.query('SELECT "status", count(*)::int AS n FROM "Finding" GROUP BY "status"'),
			agree: (facets: FindingFacets, { rows }: pg.QueryResult<{ status: "new" | "benign"; n: number }>) =>
				rows.every(({ status, n }) => facets.status[status] === n),
			close: () => client.end(),
		};
	},
};
