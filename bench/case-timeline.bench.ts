import pg from "pg";
import type { Bench } from "@/bench/harness";
import type { TimelinePage } from "@/lib/cases/timeline/answers";
import { listTimeline } from "@/lib/cases/timeline/list";
import { TIMELINE_KINDS } from "@/lib/cases/timeline/rules";
import { countSql, pageSql } from "@/lib/cases/timeline/sql";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";
import { fillCase } from "./fill-case";

const PAGE = 200;

export const bench: Bench = {
	size: 1_000,
	notes:
		"listTimeline: the first 200 of five entries a finding with the counts by kind, against the same SQL through pg",
	async prepare({ size, database }) {
		const { db, url } = await database();
		const caseId = await fillCase(db, size);
		const ctx = createContext(SYSTEM);
		const page = pageSql(caseId, TIMELINE_KINDS, { order: "desc", after: null, limit: PAGE + 1 });
		const counts = countSql(caseId);
		const clients = [url, url].map((connectionString) => new pg.Client({ connectionString }));
		for (const client of clients) await client.connect();
		const [first, second] = clients as [pg.Client, pg.Client];
		return {
			subject: () => listTimeline(ctx, caseId, { limit: PAGE }),
			floor: () =>
				Promise.all([first.query(page.text, page.values), second.query(counts.text, counts.values)]),
			agree: ({ items, counts: counted }: TimelinePage, [rows, kinds]: [pg.QueryResult, pg.QueryResult]) =>
				items.length === PAGE &&
				items.every(({ key }, index) => key === rows.rows[index]?.key) &&
				kinds.rows.reduce((sum, { count }) => sum + count, 0) === 5 * size &&
				kinds.rows.every(({ kind, count }) => counted?.[kind as keyof typeof counted] === count),
			close: () => Promise.all(clients.map((client) => client.end())),
		};
	},
};
