-- A case that was closed as a true positive decided its findings once more, which were escalated already: they get back
-- who decided them, when and with which note. Closed more than once, more than one such decision lies on top of it.
DO $$
DECLARE
    mended integer;
BEGIN
    LOOP
        UPDATE "Finding" f SET
            "reason" = e."before"->>'reason',
            "note" = e."before"->>'note',
            "decidedAt" = (e."before"->>'decidedAt')::timestamptz,
            "decidedById" = e."before"->>'decidedById',
            "decidedByName" = e."before"->>'decidedByName',
            "decidedByVerified" = (e."before"->>'decidedByVerified')::boolean,
            "decisionId" = (e."before"->>'decisionId')::uuid
        FROM "Decision" d JOIN "FindingEvent" e ON e."decisionId" = d."id" AND e."kind" = 'decided'
        WHERE d."caseId" IS NOT NULL AND d."verdict" = 'escalated'
            AND f."decisionId" = d."id" AND f."id" = e."findingId" AND f."verdict" = 'escalated'
            AND e."before"->>'verdict' = 'escalated' AND e."before"->>'decidedAt' IS NOT NULL
            AND e."before"->>'decisionId' IS DISTINCT FROM d."id"::text;
        GET DIAGNOSTICS mended = ROW_COUNT;
        EXIT WHEN mended = 0;
    END LOOP;
END $$;
