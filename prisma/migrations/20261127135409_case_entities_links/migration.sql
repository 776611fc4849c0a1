-- CreateEnum
CREATE TYPE "CaseEntityKind" AS ENUM ('user', 'host', 'url', 'ip', 'mail');

-- AlterTable
ALTER TABLE "CaseFinding" ADD COLUMN     "decisionId" UUID;

-- CreateTable
CREATE TABLE "CaseEntity" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "kind" "CaseEntityKind" NOT NULL,
    "value" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "addedById" TEXT,
    "addedByName" TEXT NOT NULL,

    CONSTRAINT "CaseEntity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseLink" (
    "aId" UUID NOT NULL,
    "bId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byName" TEXT NOT NULL,

    CONSTRAINT "CaseLink_pkey" PRIMARY KEY ("aId","bId")
);

-- CreateIndex
CREATE INDEX "CaseEntity_kind_key_idx" ON "CaseEntity"("kind", "key");

-- CreateIndex
CREATE UNIQUE INDEX "CaseEntity_caseId_kind_key_key" ON "CaseEntity"("caseId", "kind", "key");

-- CreateIndex
CREATE INDEX "CaseLink_bId_idx" ON "CaseLink"("bId");

-- CreateIndex
CREATE INDEX "CaseFinding_decisionId_idx" ON "CaseFinding"("decisionId");

-- AddForeignKey
ALTER TABLE "CaseEntity" ADD CONSTRAINT "CaseEntity_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseLink" ADD CONSTRAINT "CaseLink_aId_fkey" FOREIGN KEY ("aId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseLink" ADD CONSTRAINT "CaseLink_bId_fkey" FOREIGN KEY ("bId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
