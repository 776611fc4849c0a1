-- The words of what an audit row says was before and after, for the search. The escapes of JSON are no words, and
-- what is cut keeps a row with thousands of ids from being refused (a tsvector holds one megabyte).
CREATE FUNCTION "audit_words"("before" json, "after" json) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT pg_catalog.to_tsvector('pg_catalog.simple'::pg_catalog.regconfig, pg_catalog.regexp_replace(
		pg_catalog."left"(COALESCE("before"::text, ''), 20000) || ' ' || pg_catalog."left"(COALESCE("after"::text, ''), 20000),
		'\\["\\/bfnrt]', ' ', 'g'))
$$;
CREATE INDEX "AuditEvent_words_idx" ON "AuditEvent" USING gin ("audit_words"("before", "after"));

-- CreateIndex
CREATE INDEX "AuditEvent_requestId_idx" ON "AuditEvent"("requestId");
