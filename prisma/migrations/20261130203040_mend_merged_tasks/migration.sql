-- Merged cases that had the same tasks of a template follow each once from now on: the one that has got further. The
-- other one goes back to the case that was merged, as a merge does it since (lib/tasks/move-to-case.ts).
DO $$
DECLARE
    merge RECORD;
    task RECORD;
    twin RECORD;
BEGIN
    FOR merge IN
        SELECT m."id", m."fromId", m."intoId", m."moved" FROM "CaseMerge" m JOIN "Case" c ON c."id" = m."intoId"
        WHERE m."undoneAt" IS NULL AND c."mergedIntoId" IS NULL ORDER BY m."at", m."id"
    LOOP
        FOR task IN
            SELECT t.*, ARRAY[array_position(ARRAY['open', 'doing', 'skipped', 'done'], t."status"::text),
                t."blocking"::int, (t."assigneeId" IS NOT NULL)::int, (t."outcome" <> '')::int] AS "grade"
            FROM "CaseTask" t WHERE t."caseId" = merge."intoId" AND merge."moved"->'CaseTask' ? t."id"::text
            ORDER BY t."position", t."id"
        LOOP
            SELECT o."id", ARRAY[array_position(ARRAY['open', 'doing', 'skipped', 'done'], o."status"::text),
                o."blocking"::int, (o."assigneeId" IS NOT NULL)::int, (o."outcome" <> '')::int] AS "grade"
            INTO twin FROM "CaseTask" o
            WHERE o."caseId" = merge."intoId" AND NOT (merge."moved"->'CaseTask' ? o."id"::text)
                AND lower(btrim(o."title")) = lower(btrim(task."title"))
                AND btrim(o."description") = btrim(task."description") AND btrim(o."description") <> ''
            ORDER BY "grade" DESC, o."position", o."id" LIMIT 1;
            CONTINUE WHEN NOT FOUND;
            IF task."grade" > twin."grade" THEN
                UPDATE "CaseTask" SET "caseId" = merge."fromId" WHERE "id" = twin."id";
                UPDATE "CaseMerge" SET "moved" = jsonb_set("moved", '{CaseTask set aside}',
                    coalesce("moved"->'CaseTask set aside', '[]'::jsonb) || to_jsonb(twin."id"::text))
                WHERE "id" = merge."id";
            ELSE
                UPDATE "CaseTask" SET "caseId" = merge."fromId" WHERE "id" = task."id";
                UPDATE "CaseMerge" SET "moved" = jsonb_set("moved", '{CaseTask}', ("moved"->'CaseTask') - task."id"::text)
                WHERE "id" = merge."id";
            END IF;
        END LOOP;
    END LOOP;
END $$;
