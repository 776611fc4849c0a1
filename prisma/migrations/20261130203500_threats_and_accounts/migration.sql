-- Threat types were stored in whatever letter case they came in, and accounts with the blanks around them.

UPDATE "Finding" f SET "threatTypes" = n."types"
FROM (
	SELECT d."id", array_agg(d."type" ORDER BY d."at") AS "types"
	FROM (
		SELECT DISTINCT ON (one."id", lower(t."type")) one."id", t."at",
			CASE lower(btrim(t."type")) WHEN 'phish' THEN 'Phish' WHEN 'malware' THEN 'Malware' WHEN 'spam' THEN 'Spam'
				ELSE t."type" END AS "type"
		FROM "Finding" one, unnest(one."threatTypes") WITH ORDINALITY AS t("type", "at")
		ORDER BY one."id", lower(t."type"), t."at"
	) d GROUP BY d."id"
) n
WHERE n."id" = f."id" AND n."types" <> f."threatTypes";

-- What String.prototype.trim takes off.
CREATE FUNCTION pg_temp.trimmed(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT regexp_replace(value, '^[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+|[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+$', '', 'g')
$$;

-- Two findings of one click, told apart by a blank alone. The one with the blank goes where nobody has decided it and
-- it says nothing that the other does not: its identity, of the report and the account, is proved by its hash.
CREATE TEMPORARY TABLE "Twin" ON COMMIT DROP AS
SELECT b."id" AS "goes", k."id" AS "stays"
FROM "Finding" b
JOIN "Finding" k ON k."workspaceId" = b."workspaceId" AND k."huntId" = b."huntId" AND k."reportId" = b."reportId"
	AND k."id" <> b."id" AND k."accountKey" = lower(pg_temp.trimmed(b."accountUpn"))
	AND k."identity" = translate(encode(sha256(convert_to(
		'["ReportId",' || to_json(k."reportId")::text || ',"AccountUpn",' || to_json(k."accountKey")::text || ']', 'UTF8')),
		'base64'), '+/=', '-_')
WHERE b."accountUpn" <> pg_temp.trimmed(b."accountUpn")
	AND b."status" = 'new' AND b."verdict" IS NULL AND b."decisionId" IS NULL
	AND (b."clickedThrough" IS NOT TRUE OR k."clickedThrough")
	AND b."threatTypes" <@ k."threatTypes"
	AND NOT EXISTS (SELECT 1 FROM "CaseFinding" l WHERE l."findingId" = b."id")
	AND NOT EXISTS (SELECT 1 FROM "FindingEvent" e WHERE e."findingId" = b."id" AND e."kind" IN ('decided', 'undone'));

UPDATE "Finding" k SET
	"evidence" = (
		SELECT COALESCE(jsonb_agg(last."row" ORDER BY last."row" ->> 'TimeGenerated' NULLS FIRST), '[]')
		FROM (
			SELECT DISTINCT each."row" FROM (
				SELECT jsonb_array_elements(k."evidence") AS "row"
				UNION ALL SELECT jsonb_array_elements(g."evidence") FROM "Twin" t JOIN "Finding" g ON g."id" = t."goes"
				WHERE t."stays" = k."id"
			) each
		) last
	),
	"firstSeenAt" = LEAST(k."firstSeenAt", (SELECT min(g."firstSeenAt") FROM "Twin" t JOIN "Finding" g ON g."id" = t."goes" WHERE t."stays" = k."id"))
WHERE k."id" IN (SELECT "stays" FROM "Twin");
DELETE FROM "FindingEvent" WHERE "findingId" IN (SELECT "goes" FROM "Twin");
DELETE FROM "Finding" WHERE "id" IN (SELECT "goes" FROM "Twin");

-- The others keep their identity until a run sees them again, which gives them the one of the name without blanks.
UPDATE "Finding" SET "accountUpn" = NULLIF(pg_temp.trimmed("accountUpn"), ''), "accountKey" = lower(pg_temp.trimmed("accountUpn"))
WHERE "accountUpn" <> pg_temp.trimmed("accountUpn");
