-- When a case was reopened last, as its events say.
UPDATE "Case" c SET "reopenedAt" = r."at"
FROM (
    SELECT "caseId", max("at") AS "at" FROM "CaseEvent"
    WHERE "kind" = 'status_changed' AND "data"->'before'->>'status' = 'closed' AND "data"->'after'->>'status' <> 'closed'
    GROUP BY "caseId"
) r
WHERE r."caseId" = c."id" AND c."reopened" > 0;

-- What was contained or resolved before the reopening does not count after it: the first time since then does.
UPDATE "Case" c SET
    "containedAt" = CASE WHEN c."containedAt" < c."reopenedAt" THEN (
        SELECT min(e."at") FROM "CaseEvent" e WHERE e."caseId" = c."id" AND e."kind" = 'status_changed'
            AND e."data"->'after'->>'status' = 'contained' AND e."at" > c."reopenedAt") ELSE c."containedAt" END,
    "resolvedAt" = CASE WHEN c."resolvedAt" < c."reopenedAt" THEN (
        SELECT min(e."at") FROM "CaseEvent" e WHERE e."caseId" = c."id" AND e."kind" = 'status_changed'
            AND e."data"->'after'->>'status' = 'resolved' AND e."at" > c."reopenedAt") ELSE c."resolvedAt" END
WHERE c."containedAt" < c."reopenedAt" OR c."resolvedAt" < c."reopenedAt";

-- A case that was moved back is not contained, or not resolved, any more.
UPDATE "Case" SET "containedAt" = NULL WHERE "status" = 'open' AND "containedAt" IS NOT NULL;
UPDATE "Case" SET "resolvedAt" = NULL WHERE "status" IN ('open', 'contained') AND "resolvedAt" IS NOT NULL;
