-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "reopenedAt" TIMESTAMPTZ(3);
