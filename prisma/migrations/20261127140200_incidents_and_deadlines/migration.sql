-- CreateEnum
CREATE TYPE "IncidentState" AS ENUM ('waiting', 'pushed', 'differs', 'failing');

-- CreateTable
CREATE TABLE "CaseIncident" (
    "caseId" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "state" "IncidentState" NOT NULL DEFAULT 'waiting',
    "requested" INTEGER NOT NULL DEFAULT 1,
    "done" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "problem" JSONB,
    "number" INTEGER,
    "url" TEXT,
    "pushed" JSONB,
    "sending" JSONB,
    "sentHash" TEXT,
    "sentLabels" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "theirs" JSONB,
    "overruled" JSONB,
    "bookmarks" JSONB NOT NULL DEFAULT '{}',
    "omitted" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdByName" TEXT NOT NULL,
    "pushedAt" TIMESTAMPTZ(3),
    "checkedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CaseIncident_pkey" PRIMARY KEY ("caseId")
);

-- CreateTable
CREATE TABLE "DeadlinePlan" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "timeZone" TEXT NOT NULL,
    "targets" JSONB NOT NULL,
    "always" "CaseSeverity"[],
    "hours" JSONB NOT NULL,
    "holidays" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "pauseWaiting" BOOLEAN NOT NULL DEFAULT true,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedByName" TEXT NOT NULL,

    CONSTRAINT "DeadlinePlan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseDeadline" (
    "caseId" UUID NOT NULL,
    "waits" JSONB NOT NULL DEFAULT '[]',
    "told" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "CaseDeadline_pkey" PRIMARY KEY ("caseId")
);

-- CreateIndex
CREATE UNIQUE INDEX "CaseIncident_incidentId_key" ON "CaseIncident"("incidentId");

-- CreateIndex
CREATE INDEX "CaseIncident_nextAttemptAt_idx" ON "CaseIncident"("nextAttemptAt");

-- AddForeignKey
ALTER TABLE "CaseIncident" ADD CONSTRAINT "CaseIncident_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseDeadline" ADD CONSTRAINT "CaseDeadline_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE CASCADE ON UPDATE CASCADE;
