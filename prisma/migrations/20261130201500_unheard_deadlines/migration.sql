-- Deadlines of cases that nobody owned or watched were marked as told although nobody was. Told again, once.
UPDATE "CaseDeadline" d SET "told" = '{}'
FROM "Case" c
WHERE c."id" = d."caseId" AND c."status" <> 'closed' AND c."mergedIntoId" IS NULL AND c."ownerId" IS NULL
	AND NOT EXISTS (SELECT 1 FROM "CaseWatcher" w WHERE w."caseId" = c."id");
