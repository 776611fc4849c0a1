-- AlterTable
ALTER TABLE "CaseDeadline" DROP COLUMN "waits";
