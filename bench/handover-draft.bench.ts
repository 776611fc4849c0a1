import pg from "pg";
import type { Bench } from "@/bench/harness";
import { getHandover } from "@/lib/handovers/handovers/get";
import {
	type Asked,
	decidedSql,
	growthSql,
	intakeSql,
	reopenedCountSql,
	untriagedSql,
	withoutCaseSql,
} from "@/lib/handovers/handovers/numbers-sql";
import { huntsSql } from "@/lib/handovers/handovers/read-hunts";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";
import type { Database } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { HUNT_ID, WORKSPACE_ID } from "@/test/findings/fixtures";
import { fillFindings } from "./fill-findings";

const CASES = 500;
/** A week off: ten thousand findings came in, and most of them were decided. */
const WINDOW_MS = 7 * 24 * 3_600_000;

const CASES_SQL = Prisma.sql`SELECT c.*, (SELECT count(*) FROM "CaseFinding" l WHERE l."caseId" = c."id") AS findings
	FROM "Case" c WHERE c."status" <> 'closed' AND c."mergedIntoId" IS NULL ORDER BY c."number"`;

export const bench: Bench = {
	size: 1_000_000,
	notes: `getHandover of a draft over a week, with ${CASES} open cases, as JSON; against its bare statements through pg`,
	async prepare({ size, database }) {
		const { db, url } = await database();
		await fillFindings(db, size, "event");
		await fillRest(db);
		const now = new Date();
		const from = new Date(now.getTime() - WINDOW_MS);
		const { id } = await db.handover.create({
			data: {
				shift: "",
				windowFrom: from,
				windowTo: now,
				timeZone: "UTC",
				outgoingName: "Bench",
				createdAt: now,
			},
		});
		const ctx = { ...createContext(SYSTEM), now: () => now };
		const asked: Asked = { workspaces: [], from, to: now };
		const statements = [
			untriagedSql(asked),
			intakeSql(asked),
			decidedSql(asked),
			reopenedCountSql(asked),
			growthSql(asked, from),
			withoutCaseSql(asked),
			CASES_SQL,
			huntsSql(asked),
		];
		const client = new pg.Client({ connectionString: url });
		await client.connect();
		const ask = async () => {
			const answers: pg.QueryResult[] = [];
			for (const { text, values } of statements) answers.push(await client.query(text, values));
			return answers;
		};
		return {
			subject: async () => JSON.stringify(await getHandover(ctx, id)),
			floor: ask,
			agree: (json: string, [untriaged, intake, , reopened, , , cases]: pg.QueryResult[]) => {
				const { numbers, items } = JSON.parse(json).document;
				const kinds = new Set(items.map(({ kind }: { kind: string }) => kind));
				return (
					numbers.untriaged.count === untriaged?.rows[0].count &&
					numbers.intake === intake?.rows[0].count &&
					numbers.intake > 0 &&
					numbers.decided.total > 0 &&
					numbers.reopened === reopened?.rows[0].count &&
					cases?.rows.length === CASES &&
					items.length >= CASES &&
					kinds.has("hunt") &&
					kinds.has("escalated")
				);
			},
			close: () => client.end(),
		};
	},
};

/** The events of what was decided lately, cases with their findings, and the runs of three weeks. */
async function fillRest(db: Database): Promise<void> {
	await db.$executeRaw`INSERT INTO "FindingEvent" ("id", "findingId", "kind", "at", "actorName", "actorVerified",
			"verdict", "before", "version")
		SELECT gen_random_uuid(), f."id", 'decided', f."decidedAt", 'Bench', true, f."verdict",
			'{"status": "new"}', 2
		FROM "Finding" f WHERE f."decidedAt" > now() - interval '30 days'`;
	await db.$executeRaw`UPDATE "Finding" SET "status" = 'escalated', "verdict" = 'escalated'
		WHERE "id" IN (SELECT "id" FROM "Finding" WHERE "status" = 'triaged' ORDER BY "eventAt" DESC LIMIT 2600)`;
	await db.$executeRaw`INSERT INTO "Case" ("id", "workspaceId", "title", "severity", "createdAt", "createdByName",
			"updatedAt", "known", "hypothesis", "nextAction", "nextActionOwnerName", "nextActionAt")
		SELECT gen_random_uuid(), ${WORKSPACE_ID}, 'Phish: clicks on site ' || n,
			(ARRAY['low', 'medium', 'high'])[n % 3 + 1]::"CaseSeverity", now(), 'Bench', now(), repeat('Known. ', 40),
			repeat('Believed. ', 20), 'Ask the user', 'Kim', now() + interval '1 hour'
		FROM generate_series(1, ${CASES}) AS n`;
	await db.$executeRaw`INSERT INTO "CaseFinding" ("findingId", "caseId", "addedAt", "addedByName")
		SELECT f."id", c."id", now(), 'Bench'
		FROM (SELECT "id", row_number() OVER (ORDER BY "eventAt" DESC) AS n FROM "Finding" WHERE "status" = 'escalated'
			LIMIT 2500) AS f
		JOIN (SELECT "id", row_number() OVER (ORDER BY "number") AS n FROM "Case") AS c ON c.n = f.n % ${CASES} + 1`;
	await db.$executeRaw`INSERT INTO "HuntRun" ("id", "workspaceId", "huntId", "huntName", "huntVersion", "kql",
			"windowFrom", "windowTo", "status", "rowsRead", "requestedByName", "createdAt", "finishedAt")
		SELECT gen_random_uuid(), ${WORKSPACE_ID}, ${HUNT_ID}, 'User clicked through events', '1.0.0', 'UrlClickEvents',
			now() - ((n + 1) || ' hours')::interval, now() - (n || ' hours')::interval,
			CASE WHEN n % 20 = 0 THEN 'failed' ELSE 'succeeded' END::"RunStatus", 60, 'Bench',
			now() - (n || ' hours')::interval, now() - (n || ' hours')::interval
		FROM generate_series(1, 504) AS n`;
	for (const table of ["Finding", "FindingEvent", "Case", "CaseFinding", "HuntRun"]) {
		await db.$executeRaw(Prisma.raw(`VACUUM ANALYZE "${table}"`));
	}
}
