import {
	CAMPAIGN_DAYS,
	distinctGroups,
	initialSeverity,
	initialTitle,
	isSuggested,
	LIKENESSES,
	type Likeness,
	rankCandidates,
} from "@/lib/cases/record/rules";
import type { CaseName } from "@/lib/core/case-name";
import { defangedHost } from "@/lib/core/defang";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope, scopeSql } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { mailKeySql } from "@/lib/triage/findings/mail-sql";
import type { FindingFilter } from "@/lib/triage/findings/schema";
import { allOf, whereSql } from "@/lib/triage/findings/where";
import { hostSql } from "./entity-sql";
import { type LikelyInput, likelyInput } from "./likely-schema";
import type { LikelyCases } from "./schema";

/** Cases that are offered. */
const OFFERED = 6;
/** Findings of a filter that are compared. */
const COMPARED = 1_000;
/** Findings of one group. */
const GROUP_MOST = 1_000;

const HOST = hostSql(Prisma.raw('f."url"'));
/** What findings are compared by, as a table expression over `"Finding" f`. */
const TRAITS = Prisma.sql`f."id", f."version", f."workspaceId", f."accountKey" AS "user",
	${mailKeySql(Prisma.raw('f."networkMessageId"'))} AS "mail", ${HOST} AS "host", 
	ARRAY(SELECT lower(t) FROM unnest(f."threatTypes") t) AS "threats", f."eventAt"`;

/** When two findings `s` and `o` are alike, and what they share. */
const ALIKE: Record<Likeness, { readonly when: Prisma.Sql; readonly value: Prisma.Sql }> = {
	mail: { when: Prisma.sql`o."mail" = s."mail"`, value: Prisma.raw('s."mail"') },
	campaign: {
		when: Prisma.sql`o."host" = s."host" AND o."threats" && s."threats"
			AND o."eventAt" BETWEEN s."eventAt" - make_interval(days => ${CAMPAIGN_DAYS}::int)
				AND s."eventAt" + make_interval(days => ${CAMPAIGN_DAYS}::int)`,
		value: Prisma.raw('s."host"'),
	},
	host: { when: Prisma.sql`o."host" = s."host"`, value: Prisma.raw('s."host"') },
	user: { when: Prisma.sql`o."user" = s."user" AND s."user" <> ''`, value: Prisma.raw('s."user"') },
};

/**
 * Where findings that are to be escalated may belong: open cases that share a mail, a campaign, a URL host or a user
 * with them, the likeliest first and why; and other findings that wait for a decision and share the same.
 */
export async function findLikely(ctx: Context, input: LikelyInput): Promise<LikelyCases> {
	authorize(ctx.actor, "cases.read");
	const wanted = parseInput(likelyInput, input);
	const findingIds = "findingIds" in wanted ? wanted.findingIds : await idsOf(ctx, wanted);
	const scope = allOf(scopeSql(ctx.actor, 'f."workspaceId"'));
	const selected = Prisma.sql`s AS MATERIALIZED (SELECT ${TRAITS} FROM "Finding" f
		WHERE f."id" = ANY(${findingIds}::uuid[]) AND ${scope})`;
	const [cases, groups, findings] = await Promise.all([
		ctx.db.$queryRaw<CaseMatch[]>`
			WITH ${selected}, o AS MATERIALIZED (SELECT c."id" AS "caseId", ${TRAITS} FROM "Case" c
				JOIN "CaseFinding" l ON l."caseId" = c."id" JOIN "Finding" f ON f."id" = l."findingId"
				WHERE c."status" <> 'closed' AND c."mergedIntoId" IS NULL AND ${scope}),
			m AS (${Prisma.join(LIKENESSES.map(caseMatches), " UNION ALL ")})
			SELECT m."why", m."findings", m."value", c."id", c."version", c."number", c."title", c."status"::text,
				c."severity"::text, c."updatedAt"
			FROM m JOIN "Case" c ON c."id" = m."caseId"`,
		ctx.db.$queryRaw<GroupMatch[]>`
			WITH ${selected}, o AS MATERIALIZED (SELECT ${TRAITS} FROM "Finding" f
				WHERE f."status" IN ('new', 'changed') AND NOT (f."id" = ANY(${findingIds}::uuid[])) AND ${scope}
					AND f."eventAt" BETWEEN (SELECT min("eventAt") FROM s) - interval '7 days'
						AND (SELECT max("eventAt") FROM s) + interval '7 days')
			${Prisma.join(LIKENESSES.map(groupMatches), " UNION ALL ")}`,
		ctx.db.finding.findMany({
			where: { id: { in: findingIds }, ...inScope(ctx.actor) },
			select: { accountUpn: true, clickedThrough: true, threatTypes: true, url: true },
		}),
	]);
	const ranked = rankCandidates(byCase(cases), Math.max(1, findingIds.length)).slice(0, OFFERED);
	const [first] = ranked;
	return {
		cases: ranked.map(({ updatedAt: _, ...found }) => found),
		suggested: first !== undefined && isSuggested(first.because) ? first.id : null,
		groups: "filter" in wanted ? [] : byLikeness(groups),
		title: initialTitle(findings, defangedHost),
		severity: initialSeverity(findings),
	};
}

/** The findings of a filter that are compared: the newest. */
async function idsOf(
	ctx: Context,
	{ filter, asOf }: { readonly filter: FindingFilter; readonly asOf: string },
): Promise<string[]> {
	const found = await ctx.db.$queryRaw<{ id: string }[]>`SELECT f."id" FROM "Finding" f
		WHERE ${whereSql(filter, ctx.actor, [Prisma.sql`f."updatedAt" <= ${new Date(asOf)}`])}
		ORDER BY f."eventAt" DESC, f."id" DESC LIMIT ${COMPARED}`;
	return found.map(({ id }) => id);
}

function byLikeness(rows: readonly GroupMatch[]): LikelyCases["groups"] {
	return distinctGroups(
		LIKENESSES.flatMap((why) => {
			const its = rows.filter((row) => row.why === why);
			const [first] = its;
			if (first === undefined) return [];
			const findings = its.map(({ id, version }) => ({ id, version }));
			return [{ why, value: shown(why, first.value), findings }];
		}),
	);
}

interface CaseMatch extends CaseName {
	readonly version: number;
	readonly why: Likeness;
	readonly findings: number;
	readonly value: string;
	readonly updatedAt: Date;
}

interface GroupMatch {
	readonly why: Likeness;
	readonly id: string;
	readonly version: number;
	readonly value: string;
}

function caseMatches(why: Likeness): Prisma.Sql {
	const { when, value } = ALIKE[why];
	return Prisma.sql`SELECT ${why}::text AS "why", o."caseId", count(DISTINCT s."id")::int AS "findings",
		min(${value}) AS "value" FROM s JOIN o ON o."workspaceId" = s."workspaceId" AND ${when} GROUP BY o."caseId"`;
}

function groupMatches(why: Likeness): Prisma.Sql {
	const { when, value } = ALIKE[why];
	return Prisma.sql`(SELECT ${why}::text AS "why", o."id", o."version", min(${value}) AS "value"
		FROM s JOIN o ON o."workspaceId" = s."workspaceId" AND ${when}
		GROUP BY o."id", o."version" ORDER BY o."id" LIMIT ${GROUP_MOST})`;
}

function byCase(rows: readonly CaseMatch[]) {
	const ids = [...new Set(rows.map(({ id }) => id))];
	return ids.flatMap((id) => {
		const its = rows.filter((row) => row.id === id);
		const [first] = its;
		if (first === undefined) return [];
		const { version, number, title, status, severity, updatedAt } = first;
		const because = its
			.map(({ why, findings, value }) => ({ why, findings, value: shown(why, value) }))
			.toSorted((a, b) => LIKENESSES.indexOf(a.why) - LIKENESSES.indexOf(b.why));
		// A campaign is a host and more: naming both would say the same twice.
		const campaign = because.some(({ why }) => why === "campaign");
		return [
			{
				id,
				version,
				number,
				title,
				status,
				severity,
				updatedAt,
				because: because.filter(({ why }) => !(campaign && why === "host")),
			},
		];
	});
}

function shown(why: Likeness, value: string): string {
	return why === "host" || why === "campaign" ? value.replaceAll(".", "[.]") : value;
}
