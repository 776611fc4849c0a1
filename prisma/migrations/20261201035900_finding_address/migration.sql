-- An IP address as addresses are compared: an IPv6 one in its shortest form, one that stands for an IPv4 address as that
-- one. What is no address has no key, and no place in the index.
CREATE FUNCTION "address_key"("address" text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
	IF "address" !~ '^\s*[0-9A-Fa-f:.]{2,45}\s*$' THEN RETURN NULL; END IF;
	RETURN pg_catalog.regexp_replace(pg_catalog.host("address"::pg_catalog.inet),
		'^::ffff:([0-9]+[.][0-9]+[.][0-9]+[.][0-9]+)$', '\1');
EXCEPTION WHEN invalid_text_representation THEN RETURN NULL;
END $$;
CREATE INDEX "Finding_address_idx" ON "Finding"("address_key"("ipAddress"), "eventAt" DESC, "id" DESC);
