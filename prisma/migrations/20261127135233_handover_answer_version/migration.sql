-- AlterTable
ALTER TABLE "HandoverAnswer" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
