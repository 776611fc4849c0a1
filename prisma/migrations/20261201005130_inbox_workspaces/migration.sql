-- AlterTable
ALTER TABLE "InboxItem" ADD COLUMN     "workspaces" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- What is there already is about the case or the handover that it leads to. What names neither is shown only to those
-- who see every workspace: nothing says which it is about.
UPDATE "InboxItem" AS item SET "workspaces" = ARRAY[of."workspaceId"]
FROM "Case" AS of
WHERE of."number" = substring(item."href" FROM '^/cases/([0-9]{1,9})(?:[/?#]|$)')::int;

UPDATE "InboxItem" AS item SET "workspaces" = of."workspaces"
FROM "Handover" AS of
WHERE of."number" = substring(item."href" FROM '^/handovers/([0-9]{1,9})(?:[/?#]|$)')::int;
