-- AlterTable
ALTER TABLE "Finding" ADD COLUMN     "sample" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "HuntRun" ADD COLUMN     "sample" BOOLEAN NOT NULL DEFAULT false;
