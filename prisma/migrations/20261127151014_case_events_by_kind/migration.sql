-- CreateIndex
CREATE INDEX "CaseEvent_caseId_kind_idx" ON "CaseEvent"("caseId", "kind");
