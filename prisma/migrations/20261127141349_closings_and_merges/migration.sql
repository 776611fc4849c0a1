-- AlterTable
ALTER TABLE "Decision" ADD COLUMN     "caseId" UUID;

-- CreateTable
CREATE TABLE "CaseMerge" (
    "id" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "intoId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byName" TEXT NOT NULL,
    "moved" JSONB NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "CaseMerge_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CaseMerge_fromId_idx" ON "CaseMerge"("fromId");

-- CreateIndex
CREATE INDEX "CaseMerge_intoId_idx" ON "CaseMerge"("intoId");

-- AddForeignKey
ALTER TABLE "CaseMerge" ADD CONSTRAINT "CaseMerge_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseMerge" ADD CONSTRAINT "CaseMerge_intoId_fkey" FOREIGN KEY ("intoId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
