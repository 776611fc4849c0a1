-- CreateTable
CREATE TABLE "FindingTwin" (
    "findingId" UUID NOT NULL,
    "ofId" UUID NOT NULL,

    CONSTRAINT "FindingTwin_pkey" PRIMARY KEY ("findingId")
);

-- CreateIndex
CREATE INDEX "FindingTwin_ofId_idx" ON "FindingTwin"("ofId");

-- AddForeignKey
ALTER TABLE "FindingTwin" ADD CONSTRAINT "FindingTwin_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "Finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingTwin" ADD CONSTRAINT "FindingTwin_ofId_fkey" FOREIGN KEY ("ofId") REFERENCES "Finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Findings of one report and one account are one click where their identity is of these two: as the account is compared
-- now, or as it was while blanks around it and its letter case still counted. The one that runs find again stays.
CREATE FUNCTION pg_temp.identity(report text, account text) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT translate(encode(sha256(convert_to(
		'["ReportId",' || to_json(report)::text || ',"AccountUpn",' || to_json(account)::text || ']', 'UTF8')),
		'base64'), '+/=', '-_')
$$;

INSERT INTO "FindingTwin" ("findingId", "ofId")
SELECT m."id", m."keep" FROM (
	SELECT e."id", first_value(e."id") OVER (PARTITION BY e."workspaceId", e."huntId", e."reportId", e."accountKey"
			ORDER BY e."clean" DESC, e."id") AS "keep",
		bool_or(e."clean") OVER (PARTITION BY e."workspaceId", e."huntId", e."reportId", e."accountKey")
		OR bool_and(e."former") OVER (PARTITION BY e."workspaceId", e."huntId", e."reportId", e."accountKey") AS "same"
	FROM (
		SELECT f."id", f."workspaceId", f."huntId", f."reportId", f."accountKey",
			f."identity" = pg_temp.identity(f."reportId", f."accountKey") AS "clean",
			coalesce(f."identity" = pg_temp.identity(f."reportId", lower(f."rows" -> 0 ->> 'AccountUpn')), false) AS "former"
		FROM "Finding" f
		JOIN (
			SELECT "workspaceId", "huntId", "reportId", "accountKey" FROM "Finding"
			WHERE "reportId" IS NOT NULL AND "accountKey" <> ''
			GROUP BY "workspaceId", "huntId", "reportId", "accountKey" HAVING count(*) > 1
		) d USING ("workspaceId", "huntId", "reportId", "accountKey")
	) e
) m
WHERE m."same" AND m."id" <> m."keep";
