import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { mailKeySql, mailSql } from "@/lib/triage/findings/mail-sql";

/** Characters of a URL that is compared and listed: some are megabytes long. */
const URL_MOST = 2_000;

const MAIL = Prisma.raw('f."networkMessageId"');

/** The host of a URL in lower case, without what is before an `@` and without its port; null for what has none. */
export function hostSql(url: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`lower(substring(left(${url}, ${URL_MOST}) from '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:]+)'))`;
}

/**
 * What the findings of cases name, a row for each finding and entity, and what was added by hand (without a finding):
 * `caseId, findingId, kind, value, key`.
 * @param links condition over `"CaseFinding" l`
 * @param added condition over `"CaseEntity" e`
 */
export function entitiesSql(links: Prisma.Sql, added: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`
		SELECT l."caseId", f."id" AS "findingId", n."kind", n."value", n."key"
		FROM "CaseFinding" l JOIN "Finding" f ON f."id" = l."findingId"
		CROSS JOIN LATERAL (
			VALUES ('user', f."accountUpn", f."accountKey"), ('ip', f."ipAddress", lower(f."ipAddress")),
				('mail', ${mailSql(MAIL)}, ${mailKeySql(MAIL)})
			UNION ALL SELECT 'url', left(u, ${URL_MOST}), left(u, ${URL_MOST})
				FROM unnest(array_prepend(f."url", f."urlChain")) u
			UNION ALL SELECT 'host', ${hostSql(Prisma.raw("u"))}, ${hostSql(Prisma.raw("u"))}
				FROM unnest(array_prepend(f."url", f."urlChain")) u
		) n("kind", "value", "key") WHERE n."key" <> '' AND ${links}
		UNION ALL SELECT e."caseId", NULL, e."kind"::text, e."value", e."key" FROM "CaseEntity" e
			WHERE (e."kind" <> 'mail' OR ${mailSql(Prisma.raw('e."value"'))} IS NOT NULL) AND ${added}`;
}
