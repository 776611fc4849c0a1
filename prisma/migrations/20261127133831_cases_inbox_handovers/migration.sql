-- CreateEnum
CREATE TYPE "CaseSeverity" AS ENUM ('informational', 'low', 'medium', 'high');

-- CreateEnum
CREATE TYPE "Tlp" AS ENUM ('clear', 'green', 'amber', 'amber_strict', 'red');

-- CreateEnum
CREATE TYPE "CaseStatus" AS ENUM ('open', 'contained', 'resolved', 'closed');

-- CreateEnum
CREATE TYPE "CaseClassification" AS ENUM ('true_positive', 'benign_positive', 'false_positive', 'undetermined');

-- CreateEnum
CREATE TYPE "TaskStatus" AS ENUM ('open', 'doing', 'done', 'skipped');

-- CreateEnum
CREATE TYPE "HandoverStatus" AS ENUM ('draft', 'signed', 'acknowledged');

-- CreateEnum
CREATE TYPE "Stability" AS ENUM ('stable', 'watcher', 'unstable');

-- CreateEnum
CREATE TYPE "ReadBackAnswer" AS ENUM ('accepted', 'asked', 'declined');

-- CreateTable
CREATE TABLE "HuntGap" (
    "id" UUID NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "huntId" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "runId" UUID,
    "foundAt" TIMESTAMPTZ(3) NOT NULL,
    "filledAt" TIMESTAMPTZ(3),

    CONSTRAINT "HuntGap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Case" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "severity" "CaseSeverity" NOT NULL,
    "tlp" "Tlp" NOT NULL DEFAULT 'amber',
    "status" "CaseStatus" NOT NULL DEFAULT 'open',
    "classification" "CaseClassification",
    "classificationReason" TEXT,
    "closingNote" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "ownerId" UUID,
    "ownerName" TEXT,
    "dueAt" TIMESTAMPTZ(3),
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tactics" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "techniques" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "known" TEXT NOT NULL DEFAULT '',
    "hypothesis" TEXT NOT NULL DEFAULT '',
    "nextAction" TEXT,
    "nextActionOwnerId" UUID,
    "nextActionOwnerName" TEXT,
    "nextActionAt" TIMESTAMPTZ(3),
    "waitingFor" TEXT,
    "waitingSince" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT,
    "createdByName" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "containedAt" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "mergedIntoId" UUID,

    CONSTRAINT "Case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseFinding" (
    "findingId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "addedById" TEXT,
    "addedByName" TEXT NOT NULL,

    CONSTRAINT "CaseFinding_pkey" PRIMARY KEY ("findingId")
);

-- CreateTable
CREATE TABLE "CaseTask" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "status" "TaskStatus" NOT NULL DEFAULT 'open',
    "blocking" BOOLEAN NOT NULL DEFAULT false,
    "assigneeId" UUID,
    "assigneeName" TEXT,
    "dueAt" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "finishedBy" TEXT,

    CONSTRAINT "CaseTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseComment" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "authorId" TEXT,
    "authorName" TEXT NOT NULL,
    "mentions" UUID[] DEFAULT ARRAY[]::UUID[],
    "at" TIMESTAMPTZ(3) NOT NULL,
    "editedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CaseComment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseWatcher" (
    "caseId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CaseWatcher_pkey" PRIMARY KEY ("caseId","personId")
);

-- CreateTable
CREATE TABLE "CaseEvent" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "actorVerified" BOOLEAN NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "CaseEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InboxItem" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "href" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "InboxItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Handover" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "shift" TEXT NOT NULL,
    "team" TEXT NOT NULL DEFAULT '',
    "windowFrom" TIMESTAMPTZ(3) NOT NULL,
    "windowTo" TIMESTAMPTZ(3) NOT NULL,
    "timeZone" TEXT NOT NULL,
    "status" "HandoverStatus" NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "summary" TEXT NOT NULL DEFAULT '',
    "outgoingId" UUID,
    "outgoingName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "signedAt" TIMESTAMPTZ(3),
    "snapshot" JSON,
    "snapshotHash" BYTEA,
    "incomingId" UUID,
    "incomingName" TEXT,
    "synthesis" TEXT NOT NULL DEFAULT '',
    "acknowledgedAt" TIMESTAMPTZ(3),
    "escalatedAt" TIMESTAMPTZ(3),
    "previousId" UUID,

    CONSTRAINT "Handover_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandoverNote" (
    "handoverId" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "stability" "Stability",
    "position" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',
    "contingency" TEXT NOT NULL DEFAULT '',
    "explanation" TEXT NOT NULL DEFAULT '',
    "omission" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "HandoverNote_pkey" PRIMARY KEY ("handoverId","item")
);

-- CreateTable
CREATE TABLE "HandoverAnswer" (
    "handoverId" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "answer" "ReadBackAnswer" NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID,
    "byName" TEXT NOT NULL,

    CONSTRAINT "HandoverAnswer_pkey" PRIMARY KEY ("handoverId","item")
);

-- CreateTable
CREATE TABLE "HandoverMessage" (
    "id" UUID NOT NULL,
    "handoverId" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID,
    "byName" TEXT NOT NULL,

    CONSTRAINT "HandoverMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandoverAddendum" (
    "id" UUID NOT NULL,
    "handoverId" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID,
    "byName" TEXT NOT NULL,

    CONSTRAINT "HandoverAddendum_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "HuntGap_workspaceId_huntId_from_idx" ON "HuntGap"("workspaceId", "huntId", "from");

-- CreateIndex
CREATE INDEX "HuntGap_filledAt_foundAt_idx" ON "HuntGap"("filledAt", "foundAt");

-- CreateIndex
CREATE UNIQUE INDEX "Case_number_key" ON "Case"("number");

-- CreateIndex
CREATE INDEX "Case_status_severity_createdAt_idx" ON "Case"("status", "severity", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Case_ownerId_status_idx" ON "Case"("ownerId", "status");

-- CreateIndex
CREATE INDEX "Case_workspaceId_status_idx" ON "Case"("workspaceId", "status");

-- CreateIndex
CREATE INDEX "Case_nextActionAt_idx" ON "Case"("nextActionAt");

-- CreateIndex
CREATE INDEX "Case_mergedIntoId_idx" ON "Case"("mergedIntoId");

-- CreateIndex
CREATE INDEX "CaseFinding_caseId_addedAt_idx" ON "CaseFinding"("caseId", "addedAt");

-- CreateIndex
CREATE INDEX "CaseTask_caseId_position_idx" ON "CaseTask"("caseId", "position");

-- CreateIndex
CREATE INDEX "CaseTask_assigneeId_status_idx" ON "CaseTask"("assigneeId", "status");

-- CreateIndex
CREATE INDEX "CaseComment_caseId_at_idx" ON "CaseComment"("caseId", "at");

-- CreateIndex
CREATE INDEX "CaseWatcher_personId_idx" ON "CaseWatcher"("personId");

-- CreateIndex
CREATE INDEX "CaseEvent_caseId_at_idx" ON "CaseEvent"("caseId", "at");

-- CreateIndex
CREATE INDEX "CaseEvent_at_idx" ON "CaseEvent"("at");

-- CreateIndex
CREATE INDEX "InboxItem_personId_readAt_at_idx" ON "InboxItem"("personId", "readAt", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Handover_number_key" ON "Handover"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Handover_previousId_key" ON "Handover"("previousId");

-- CreateIndex
CREATE INDEX "Handover_status_windowTo_idx" ON "Handover"("status", "windowTo" DESC);

-- CreateIndex
CREATE INDEX "Handover_windowTo_idx" ON "Handover"("windowTo" DESC);

-- CreateIndex
CREATE INDEX "HandoverMessage_handoverId_item_at_idx" ON "HandoverMessage"("handoverId", "item", "at");

-- CreateIndex
CREATE INDEX "HandoverAddendum_handoverId_at_idx" ON "HandoverAddendum"("handoverId", "at");

-- AddForeignKey
ALTER TABLE "HuntGap" ADD CONSTRAINT "HuntGap_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseFinding" ADD CONSTRAINT "CaseFinding_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "Finding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseFinding" ADD CONSTRAINT "CaseFinding_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseTask" ADD CONSTRAINT "CaseTask_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseComment" ADD CONSTRAINT "CaseComment_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseWatcher" ADD CONSTRAINT "CaseWatcher_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseEvent" ADD CONSTRAINT "CaseEvent_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Handover" ADD CONSTRAINT "Handover_previousId_fkey" FOREIGN KEY ("previousId") REFERENCES "Handover"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandoverNote" ADD CONSTRAINT "HandoverNote_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandoverAnswer" ADD CONSTRAINT "HandoverAnswer_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandoverMessage" ADD CONSTRAINT "HandoverMessage_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandoverAddendum" ADD CONSTRAINT "HandoverAddendum_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
