-- AlterTable
ALTER TABLE "HandoverNote" ADD COLUMN     "saidIn" INTEGER;

-- CreateTable
CREATE TABLE "HandoverReceiver" (
    "handoverId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,

    CONSTRAINT "HandoverReceiver_pkey" PRIMARY KEY ("handoverId","personId")
);

-- CreateIndex
CREATE INDEX "HandoverReceiver_personId_idx" ON "HandoverReceiver"("personId");

-- AddForeignKey
ALTER TABLE "HandoverReceiver" ADD CONSTRAINT "HandoverReceiver_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Drafts that are open forgot what the handover before said of its items: they get it back, where nobody has said
-- anything else since.
INSERT INTO "HandoverNote" ("handoverId", "item", "stability", "note", "contingency", "saidIn")
SELECT d."id", n."item", n."stability", n."note", n."contingency", p."number"
FROM "Handover" d
JOIN "Handover" p ON p."id" = d."previousId"
JOIN "HandoverNote" n ON n."handoverId" = p."id"
WHERE d."status" = 'draft'
    AND (n."stability" IS NOT NULL OR n."note" <> '' OR n."contingency" <> '')
    AND n."item" IN (SELECT i->>'item' FROM json_array_elements(p."snapshot"->'items') AS i)
ON CONFLICT DO NOTHING;

-- The last signed handover of each chain, where nobody has acknowledged it, named nobody: it goes to every lead who may
-- see it, but for the person who signed it and the local administrator.
INSERT INTO "HandoverReceiver" ("handoverId", "personId", "personName")
SELECT h."id", p."id", p."name"
FROM "Handover" h
JOIN "Person" p ON p."role" IN ('lead', 'admin') AND p."disabledAt" IS NULL AND p."linkedToId" IS NULL
    AND p."id" IS DISTINCT FROM h."outgoingId" AND p."id" <> '00000000-0000-7000-8000-000000000001'
    AND (cardinality(p."workspaces") = 0
        OR (cardinality(h."workspaces") > 0 AND h."workspaces" <@ p."workspaces"))
WHERE h."status" = 'signed'
    AND NOT EXISTS (SELECT 1 FROM "Handover" n WHERE n."previousId" = h."id" AND n."status" <> 'draft');
