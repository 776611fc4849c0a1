-- CreateEnum
CREATE TYPE "WorkspaceKind" AS ENUM ('local', 'sentinel');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "RunPhase" AS ENUM ('query', 'evidence', 'ingest');

-- CreateEnum
CREATE TYPE "FindingStatus" AS ENUM ('new', 'changed', 'triaged', 'benign', 'escalated');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('triaged', 'benign', 'escalated');

-- CreateEnum
CREATE TYPE "FindingEventKind" AS ENUM ('found', 'changed', 'decided', 'undone');

-- CreateTable
CREATE TABLE "Workspace" (
    "id" TEXT NOT NULL,
    "kind" "WorkspaceKind" NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HuntRun" (
    "id" UUID NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "huntId" TEXT NOT NULL,
    "huntName" TEXT NOT NULL,
    "huntVersion" TEXT NOT NULL,
    "kql" TEXT NOT NULL,
    "windowFrom" TIMESTAMPTZ(3) NOT NULL,
    "windowTo" TIMESTAMPTZ(3) NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'queued',
    "phase" "RunPhase",
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "rowsRead" INTEGER NOT NULL DEFAULT 0,
    "evidenceRows" INTEGER NOT NULL DEFAULT 0,
    "findingsNew" INTEGER NOT NULL DEFAULT 0,
    "findingsSeen" INTEGER NOT NULL DEFAULT 0,
    "findingsChanged" INTEGER NOT NULL DEFAULT 0,
    "problem" JSONB,
    "requestedById" TEXT,
    "requestedByName" TEXT NOT NULL,
    "cancelRequestedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "HuntRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Finding" (
    "id" UUID NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "huntId" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "status" "FindingStatus" NOT NULL DEFAULT 'new',
    "version" INTEGER NOT NULL DEFAULT 1,
    "reportId" TEXT,
    "accountUpn" TEXT,
    "accountKey" TEXT NOT NULL DEFAULT '',
    "networkMessageId" TEXT,
    "clickedThrough" BOOLEAN,
    "threatTypes" TEXT[],
    "eventAt" TIMESTAMPTZ(3) NOT NULL,
    "hasEvidence" BOOLEAN NOT NULL DEFAULT false,
    "url" TEXT,
    "urlChain" TEXT[],
    "actionType" TEXT,
    "workload" TEXT,
    "ipAddress" TEXT,
    "appName" TEXT,
    "detectionMethods" TEXT,
    "rows" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,
    "searchText" TEXT NOT NULL DEFAULT '',
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "firstRunId" UUID NOT NULL,
    "lastRunId" UUID NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "verdict" "Verdict",
    "reason" TEXT,
    "note" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" TEXT,
    "decidedByName" TEXT,
    "decidedByVerified" BOOLEAN,
    "decisionId" UUID,
    "changes" JSONB,

    CONSTRAINT "Finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FindingEvent" (
    "id" UUID NOT NULL,
    "findingId" UUID NOT NULL,
    "kind" "FindingEventKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "actorVerified" BOOLEAN NOT NULL,
    "runId" UUID,
    "decisionId" UUID,
    "verdict" "Verdict",
    "reason" TEXT,
    "note" TEXT,
    "changes" JSONB,
    "before" JSONB,
    "version" INTEGER NOT NULL,

    CONSTRAINT "FindingEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" UUID NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "reason" TEXT,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "actorVerified" BOOLEAN NOT NULL,
    "count" INTEGER NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "targetKind" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "requestId" TEXT,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "HuntRun_huntId_createdAt_idx" ON "HuntRun"("huntId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "HuntRun_status_idx" ON "HuntRun"("status");

-- CreateIndex
CREATE INDEX "Finding_eventAt_id_idx" ON "Finding"("eventAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Finding_status_eventAt_id_idx" ON "Finding"("status", "eventAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Finding_accountKey_eventAt_id_idx" ON "Finding"("accountKey", "eventAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Finding_decisionId_idx" ON "Finding"("decisionId");

-- CreateIndex
CREATE UNIQUE INDEX "Finding_workspaceId_huntId_identity_key" ON "Finding"("workspaceId", "huntId", "identity");

-- CreateIndex
CREATE INDEX "FindingEvent_findingId_at_idx" ON "FindingEvent"("findingId", "at");

-- CreateIndex
CREATE INDEX "FindingEvent_decisionId_idx" ON "FindingEvent"("decisionId");

-- CreateIndex
CREATE INDEX "AuditEvent_targetKind_targetId_idx" ON "AuditEvent"("targetKind", "targetId");

-- AddForeignKey
ALTER TABLE "HuntRun" ADD CONSTRAINT "HuntRun_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Finding" ADD CONSTRAINT "Finding_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingEvent" ADD CONSTRAINT "FindingEvent_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "Finding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
