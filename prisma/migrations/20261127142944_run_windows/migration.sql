-- CreateEnum
CREATE TYPE "RunTrigger" AS ENUM ('person', 'schedule', 'backfill');

-- CreateEnum
CREATE TYPE "WindowStatus" AS ENUM ('waiting', 'done', 'incomplete', 'split');

-- AlterEnum
ALTER TYPE "RunStatus" ADD VALUE 'paused';

-- AlterTable
ALTER TABLE "HuntRun" ADD COLUMN     "pauseRequestedAt" TIMESTAMPTZ(3),
ADD COLUMN     "readUntil" TIMESTAMPTZ(3),
ADD COLUMN     "resumedAt" TIMESTAMPTZ(3),
ADD COLUMN     "resumedFrom" TIMESTAMPTZ(3),
ADD COLUMN     "trigger" "RunTrigger" NOT NULL DEFAULT 'person';

-- CreateTable
CREATE TABLE "RunWindow" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3) NOT NULL,
    "status" "WindowStatus" NOT NULL DEFAULT 'waiting',
    "timedOut" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "rowsRead" INTEGER NOT NULL DEFAULT 0,
    "evidenceRows" INTEGER NOT NULL DEFAULT 0,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RunWindow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HuntWatermark" (
    "workspaceId" TEXT NOT NULL,
    "huntId" TEXT NOT NULL,
    "readUntil" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HuntWatermark_pkey" PRIMARY KEY ("workspaceId","huntId")
);

-- CreateIndex
CREATE INDEX "RunWindow_runId_status_from_idx" ON "RunWindow"("runId", "status", "from");

-- AddForeignKey
ALTER TABLE "RunWindow" ADD CONSTRAINT "RunWindow_runId_fkey" FOREIGN KEY ("runId") REFERENCES "HuntRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HuntWatermark" ADD CONSTRAINT "HuntWatermark_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
