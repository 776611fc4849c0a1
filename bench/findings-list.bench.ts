import pg from "pg";
import type { Bench } from "@/bench/harness";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";
import { listFindings, listSql } from "@/lib/triage/findings/list";
import { type FindingListInput, type FindingPage, findingListInput } from "@/lib/triage/findings/schema";
import { fillFindings } from "./fill-findings";

const FILTER: FindingListInput = { status: "new,changed", threat: "Phish", workload: "Email", limit: 50 };

export const bench: Bench = {
	size: 100_000,
	notes:
		"listFindings: a page of 50 open findings by threat type and workload, against the same SQL through pg",
	async prepare({ size, database }) {
		const { db, url } = await database();
		await fillFindings(db, size);
		const ctx = createContext(SYSTEM);
		const { text, values } = listSql(findingListInput.parse(FILTER), SYSTEM);
		const client = new pg.Client({ connectionString: url });
		await client.connect();
		return {
			subject: () => listFindings(ctx, FILTER),
			floor: () => client.query(text, values),
			agree: (page: FindingPage, { rows }: pg.QueryResult) =>
				page.items.length === 50 && page.items.every(({ id }, index) => id === rows[index]?.id),
			close: () => client.end(),
		};
	},
};
