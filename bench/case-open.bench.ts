import pg from "pg";
import type { Bench } from "@/bench/harness";
import { getCase } from "@/lib/cases/cases/get";
import { listTimeline } from "@/lib/cases/timeline/list";
import { TIMELINE_KINDS } from "@/lib/cases/timeline/rules";
import { countSql, pageSql } from "@/lib/cases/timeline/sql";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";
import { listFindings, listSql } from "@/lib/triage/findings/list";
import { findingListInput } from "@/lib/triage/findings/schema";
import { fillCase } from "./fill-case";

/** As the page asks for them: components/cases/cases/findings-section.tsx and components/cases/timeline/queries.ts. */
const FINDINGS = 100;
const ENTRIES = 200;

const CASE_SQL = `SELECT c.*, w."name" AS workspace,
		(SELECT count(*) FROM "CaseFinding" l JOIN "Finding" f ON f."id" = l."findingId" WHERE l."caseId" = c."id") AS findings,
		(SELECT count(*) FROM "CaseTask" t WHERE t."caseId" = c."id") AS tasks,
		(SELECT count(*) FROM "CaseComment" m WHERE m."caseId" = c."id" AND m."deletedAt" IS NULL) AS comments
	FROM "Case" c JOIN "Workspace" w ON w."id" = c."workspaceId" WHERE c."id" = $1`;

export const bench: Bench = {
	size: 1_000,
	notes: `a case of --size findings and five times as many entries: getCase, its first ${FINDINGS} findings and ${ENTRIES} entries, as JSON; against their bare SQL through pg`,
	async prepare({ size, database }) {
		const { db, url } = await database();
		const caseId = await fillCase(db, size);
		const ctx = createContext(SYSTEM);
		const wanted = { case: caseId, limit: FINDINGS };
		const statements = [
			{ text: CASE_SQL, values: [caseId] },
			listSql(findingListInput.parse(wanted), SYSTEM),
			pageSql(caseId, TIMELINE_KINDS, { order: "desc", after: null, limit: ENTRIES + 1 }),
			countSql(caseId),
		];
		const clients = statements.map(() => new pg.Client({ connectionString: url }));
		for (const client of clients) await client.connect();
		return {
			subject: async () => {
				const answers = await Promise.all([
					getCase(ctx, caseId),
					listFindings(ctx, wanted),
					listTimeline(ctx, caseId, { limit: ENTRIES }),
				]);
				const bytes = answers.reduce((sum, answer) => sum + JSON.stringify(answer).length, 0);
				return { answers, bytes };
			},
			floor: () =>
				Promise.all(
					statements.map(({ text, values }, index) => (clients[index] as pg.Client).query(text, [...values])),
				),
			agree: ({ answers: [found, findings, timeline] }, [row, listed, entries]: pg.QueryResult[]) =>
				found.findings === size &&
				Number(row?.rows[0].findings) === size &&
				findings.items.length === FINDINGS &&
				findings.items.every(({ id }: { id: string }, index: number) => id === listed?.rows[index]?.id) &&
				timeline.items.length === ENTRIES &&
				timeline.items.every(({ key }: { key: string }, index: number) => key === entries?.rows[index]?.key),
			close: () => Promise.all(clients.map((client) => client.end())),
		};
	},
};
