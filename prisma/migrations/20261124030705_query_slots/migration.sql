-- AlterTable
ALTER TABLE "HuntRun" ADD COLUMN     "waiting" JSONB;

-- CreateTable
CREATE TABLE "QueryIdentity" (
    "identity" TEXT NOT NULL,
    "pausedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "QueryIdentity_pkey" PRIMARY KEY ("identity")
);

-- CreateTable
CREATE TABLE "QueryTicket" (
    "id" BIGSERIAL NOT NULL,
    "identity" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "aliveUntil" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "QueryTicket_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "QueryTicket_identity_id_idx" ON "QueryTicket"("identity", "id");
