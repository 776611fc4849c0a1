-- AlterTable
ALTER TABLE "LocalCredential" DROP COLUMN "failedAttempts",
DROP COLUMN "lockedUntil",
ADD COLUMN     "recoveryHashes" BYTEA[] DEFAULT ARRAY[]::BYTEA[];

-- CreateTable
CREATE TABLE "PasswordGuard" (
    "key" BYTEA NOT NULL,
    "failures" INTEGER NOT NULL,
    "lockedUntil" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PasswordGuard_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "PasswordGuard_updatedAt_idx" ON "PasswordGuard"("updatedAt");
