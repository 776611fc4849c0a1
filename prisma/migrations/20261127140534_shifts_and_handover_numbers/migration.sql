-- AlterTable
ALTER TABLE "Handover" ADD COLUMN     "workspaces" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "ShiftPlan" (
    "version" INTEGER NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "timeZone" TEXT NOT NULL,
    "shifts" JSONB NOT NULL,
    "createdById" TEXT,
    "createdByName" TEXT NOT NULL,

    CONSTRAINT "ShiftPlan_pkey" PRIMARY KEY ("version")
);

-- CreateIndex
CREATE UNIQUE INDEX "ShiftPlan_validFrom_key" ON "ShiftPlan"("validFrom");

-- CreateIndex
CREATE INDEX "Finding_firstSeenAt_idx" ON "Finding"("firstSeenAt");

-- CreateIndex
CREATE INDEX "Finding_decidedAt_idx" ON "Finding"("decidedAt");

-- CreateIndex
CREATE INDEX "Finding_status_workspaceId_clickedThrough_firstSeenAt_idx" ON "Finding"("status", "workspaceId", "clickedThrough", "firstSeenAt");

-- CreateIndex
CREATE INDEX "FindingEvent_kind_at_idx" ON "FindingEvent"("kind", "at");

-- CreateIndex
CREATE INDEX "HuntRun_createdAt_idx" ON "HuntRun"("createdAt");

-- What was signed stays as it was signed, whoever asks. The same is said of whose privileges reach how far in the
-- migration of the audit's chain; here too the hash in the audit is what stands against an owner or a superuser.
CREATE FUNCTION handover_signed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."status" = 'draft' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE'
        AND NEW."status" <> 'draft'
        AND NOT (OLD."status" = 'acknowledged' AND NEW."status" = 'signed')
        AND NEW."snapshot"::text IS NOT DISTINCT FROM OLD."snapshot"::text
        AND (NEW."id", NEW."number", NEW."shift", NEW."team", NEW."workspaces", NEW."windowFrom", NEW."windowTo",
            NEW."timeZone", NEW."summary", NEW."outgoingId", NEW."outgoingName", NEW."createdAt", NEW."signedAt",
            NEW."snapshotHash", NEW."previousId")
            IS NOT DISTINCT FROM
            (OLD."id", OLD."number", OLD."shift", OLD."team", OLD."workspaces", OLD."windowFrom", OLD."windowTo",
            OLD."timeZone", OLD."summary", OLD."outgoingId", OLD."outgoingName", OLD."createdAt", OLD."signedAt",
            OLD."snapshotHash", OLD."previousId")
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Handover % was signed and stays as it is: % is refused.', OLD."number", TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER handover_signed_stays BEFORE UPDATE OR DELETE ON "Handover"
    FOR EACH ROW EXECUTE FUNCTION handover_signed_stays();
ALTER TABLE "Handover" ENABLE ALWAYS TRIGGER handover_signed_stays;

-- A signed handover has its snapshot and the snapshot's hash, and the hash is the snapshot's.
ALTER TABLE "Handover" ADD CONSTRAINT "Handover_signed_whole" CHECK (
    ("status" = 'draft') = ("snapshot" IS NULL)
    AND ("status" = 'draft') = ("snapshotHash" IS NULL)
    AND ("status" = 'draft') = ("signedAt" IS NULL)
    AND ("snapshot" IS NULL OR sha256(convert_to("snapshot"::text, 'UTF8')) = "snapshotHash"));

CREATE FUNCTION handover_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Handovers that were signed stay: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER handover_no_truncate BEFORE TRUNCATE ON "Handover"
    FOR EACH STATEMENT EXECUTE FUNCTION handover_refuse();
ALTER TABLE "Handover" ENABLE ALWAYS TRIGGER handover_no_truncate;

-- Which plan was in force when cannot be told anew afterwards.
CREATE TRIGGER shift_plan_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "ShiftPlan"
    FOR EACH STATEMENT EXECUTE FUNCTION handover_refuse();
ALTER TABLE "ShiftPlan" ENABLE ALWAYS TRIGGER shift_plan_append_only;
