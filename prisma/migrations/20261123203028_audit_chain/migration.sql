-- The audit becomes a hash chain that the product itself cannot change (lib/audit/chain.ts has its form).
--
-- What stands against whom:
--   * Triggers refuse UPDATE, DELETE and TRUNCATE to every role, superusers included. They are ENABLE ALWAYS, so
--     session_replication_role does not silence them.
--   * The privileges are revoked from everybody, the owner of the table included.
--   * An owner can grant itself the privileges back and disable the triggers, and a superuser can do anything; by
--     default the product's own role is one or the other, because it applies these migrations. Against those stand
--     the chain and the heads noted elsewhere: whoever changes one row must rewrite all rows after it, and then
--     the head differs from every head that was exported or written down (npm run audit:verify).
--     docs/decisions shows how to give the table to a role of its own.

-- DropIndex
DROP INDEX "AuditEvent_targetKind_targetId_idx";

-- AlterTable
ALTER TABLE "AuditEvent" ADD COLUMN     "actorKind" TEXT,
ADD COLUMN     "actorVerified" BOOLEAN,
ADD COLUMN     "format" SMALLINT,
ADD COLUMN     "hash" BYTEA,
ADD COLUMN     "previous" BYTEA,
ALTER COLUMN "seq" DROP DEFAULT,
ALTER COLUMN "before" SET DATA TYPE JSON,
ALTER COLUMN "after" SET DATA TYPE JSON;
DROP SEQUENCE "AuditEvent_seq_seq";

-- CreateTable
CREATE TABLE "AuditHead" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "AuditHead_one_row" CHECK ("id" = 1)
);

-- The rows recorded so far are numbered without gaps and chained as they stand now. The text is that of
-- rowText(); PostgreSQL escapes the strings of JSON as JavaScript does.
DO $$
DECLARE
    row RECORD;
    line TEXT;
    number BIGINT := 0;
    link BYTEA := decode(repeat('00', 32), 'hex');
    own BYTEA;
BEGIN
    UPDATE "AuditEvent" SET "format" = 1,
        "actorKind" = CASE WHEN "actorId" IS NOT NULL THEN 'person' WHEN "actorName" = 'Visitor' THEN 'visitor'
            ELSE 'system' END,
        "actorVerified" = "actorId" IS NULL AND "actorName" <> 'Visitor';
    FOR row IN SELECT * FROM "AuditEvent" ORDER BY "seq" LOOP
        number := number + 1;
        line := '{"format":1,"seq":' || number
            || ',"at":' || to_json(to_char(row."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
            || ',"actorKind":' || to_json(row."actorKind")
            || ',"actorId":' || coalesce(to_json(row."actorId")::text, 'null')
            || ',"actorName":' || to_json(row."actorName")
            || ',"actorVerified":' || row."actorVerified"::text
            || ',"verb":' || to_json(row."verb")
            || ',"targetKind":' || to_json(row."targetKind")
            || ',"targetId":' || to_json(row."targetId")
            || ',"requestId":' || coalesce(to_json(row."requestId")::text, 'null')
            || ',"before":' || coalesce(row."before"::text, 'null')
            || ',"after":' || coalesce(row."after"::text, 'null')
            || ',"previous":"' || encode(link, 'hex') || '"}';
        own := sha256(convert_to(line, 'UTF8'));
        UPDATE "AuditEvent" SET "seq" = number, "previous" = link, "hash" = own WHERE "seq" = row."seq";
        link := own;
    END LOOP;
    INSERT INTO "AuditHead" ("seq", "hash") VALUES (number, link);
END
$$;

-- AlterTable
ALTER TABLE "AuditEvent" ALTER COLUMN "actorKind" SET NOT NULL,
ALTER COLUMN "actorVerified" SET NOT NULL,
ALTER COLUMN "format" SET NOT NULL,
ALTER COLUMN "hash" SET NOT NULL,
ALTER COLUMN "previous" SET NOT NULL,
ADD CONSTRAINT "AuditEvent_hashes" CHECK (octet_length("hash") = 32 AND octet_length("previous") = 32);

-- CreateIndex
CREATE INDEX "AuditEvent_targetKind_targetId_seq_idx" ON "AuditEvent"("targetKind", "targetId", "seq");

-- CreateIndex
CREATE INDEX "AuditEvent_actorId_seq_idx" ON "AuditEvent"("actorId", "seq");

-- CreateIndex
CREATE INDEX "AuditEvent_verb_seq_idx" ON "AuditEvent"("verb", "seq");

-- CreateIndex
CREATE INDEX "AuditEvent_at_idx" ON "AuditEvent"("at");

-- Append-only, whoever asks.
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEvent"
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE "AuditEvent" ENABLE ALWAYS TRIGGER audit_append_only;

CREATE TRIGGER audit_append_only BEFORE DELETE OR TRUNCATE ON "AuditHead"
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE "AuditHead" ENABLE ALWAYS TRIGGER audit_append_only;

-- The head only ever moves forward, to a row that is there.
CREATE FUNCTION audit_head_advances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."id" = OLD."id" AND NEW."seq" > OLD."seq"
        AND EXISTS (SELECT 1 FROM "AuditEvent" WHERE "seq" = OLD."seq" + 1 AND "previous" = OLD."hash")
        AND EXISTS (SELECT 1 FROM "AuditEvent" WHERE "seq" = NEW."seq" AND "hash" = NEW."hash")
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The head of the audit only moves forward, to a row that continues it.'
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_head_advances BEFORE UPDATE ON "AuditHead"
    FOR EACH ROW EXECUTE FUNCTION audit_head_advances();
ALTER TABLE "AuditHead" ENABLE ALWAYS TRIGGER audit_head_advances;

-- No privilege to do what the triggers refuse either; the owner holds them by default, so it loses them too.
REVOKE UPDATE, DELETE, TRUNCATE ON "AuditEvent" FROM PUBLIC, CURRENT_USER;
REVOKE DELETE, TRUNCATE ON "AuditHead" FROM PUBLIC, CURRENT_USER;
