-- AlterTable
ALTER TABLE "HuntRun" ADD COLUMN     "slotAt" TIMESTAMPTZ(3),
ADD COLUMN     "slotsMissed" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "HuntSchedule" (
    "workspaceId" TEXT NOT NULL,
    "huntId" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "cron" TEXT,
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "pausedAt" TIMESTAMPTZ(3),
    "nextAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedByName" TEXT NOT NULL,

    CONSTRAINT "HuntSchedule_pkey" PRIMARY KEY ("workspaceId","huntId")
);

-- CreateTable
CREATE TABLE "HuntSlot" (
    "workspaceId" TEXT NOT NULL,
    "huntId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "runId" UUID,
    "skipped" TEXT,

    CONSTRAINT "HuntSlot_pkey" PRIMARY KEY ("workspaceId","huntId","at")
);

-- CreateIndex
CREATE INDEX "HuntSchedule_nextAt_idx" ON "HuntSchedule"("nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "HuntSlot_runId_key" ON "HuntSlot"("runId");

-- AddForeignKey
ALTER TABLE "HuntSchedule" ADD CONSTRAINT "HuntSchedule_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HuntSlot" ADD CONSTRAINT "HuntSlot_workspaceId_huntId_fkey" FOREIGN KEY ("workspaceId", "huntId") REFERENCES "HuntSchedule"("workspaceId", "huntId") ON DELETE RESTRICT ON UPDATE CASCADE;
