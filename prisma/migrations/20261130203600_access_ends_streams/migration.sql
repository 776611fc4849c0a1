-- Whoever changes what a person, a session or a token may do, by whatever way: the open streams of it hear of it and
-- end (lib/http/access.ts). The message is the one of lib/db/notify.ts, with the id of what was changed.
CREATE FUNCTION notify_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_TABLE_NAME = 'Person' THEN
		IF (OLD."role", OLD."workspaces", OLD."disabledAt") IS DISTINCT FROM (NEW."role", NEW."workspaces", NEW."disabledAt") THEN
			PERFORM pg_notify('afterclick', json_build_array('access', NEW."id")::text);
		END IF;
	ELSIF TG_TABLE_NAME = 'LocalCredential' THEN
		-- From the first one on nobody is the local administrator any more.
		PERFORM pg_notify('afterclick', json_build_array('access', '00000000-0000-7000-8000-000000000001')::text);
	ELSIF OLD."revokedAt" IS DISTINCT FROM NEW."revokedAt" THEN
		PERFORM pg_notify('afterclick', json_build_array('access', NEW."id")::text);
	END IF;
	RETURN NULL;
END $$;

CREATE TRIGGER person_access AFTER UPDATE ON "Person" FOR EACH ROW EXECUTE FUNCTION notify_access();
CREATE TRIGGER session_access AFTER UPDATE ON "Session" FOR EACH ROW EXECUTE FUNCTION notify_access();
CREATE TRIGGER token_access AFTER UPDATE ON "ApiToken" FOR EACH ROW EXECUTE FUNCTION notify_access();
CREATE TRIGGER first_credential AFTER INSERT ON "LocalCredential" FOR EACH ROW EXECUTE FUNCTION notify_access();

CREATE FUNCTION notify_session_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('afterclick', json_build_array('access', OLD."id")::text);
	RETURN NULL;
END $$;
CREATE TRIGGER session_gone AFTER DELETE ON "Session" FOR EACH ROW EXECUTE FUNCTION notify_session_gone();
