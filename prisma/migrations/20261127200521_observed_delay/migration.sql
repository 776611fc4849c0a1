-- AlterTable
ALTER TABLE "HuntWatermark" ADD COLUMN     "delayAt" TIMESTAMPTZ(3),
ADD COLUMN     "delayMs" INTEGER;
