-- Until now a token without permissions had all that its role has and tokens may. From now on it has none, so what
-- each of these tokens had is written down: a service's by its role; a personal one is bounded by its person's role
-- at each request, so it keeps the whole list.
WITH allowed(name, roles) AS (VALUES
	('cases.read', ARRAY['viewer', 'analyst', 'lead', 'admin']),
	('findings.read', ARRAY['viewer', 'analyst', 'lead', 'admin']),
	('handovers.read', ARRAY['viewer', 'analyst', 'lead', 'admin']),
	('hunts.read', ARRAY['viewer', 'analyst', 'lead', 'admin']),
	('workspace.read', ARRAY['viewer', 'analyst', 'lead', 'admin']),
	('audit.read', ARRAY['analyst', 'lead', 'admin']),
	('cases.work', ARRAY['analyst', 'lead', 'admin']),
	('findings.decide', ARRAY['analyst', 'lead', 'admin']),
	('hunts.run', ARRAY['analyst', 'lead', 'admin']),
	('cases.manage', ARRAY['lead', 'admin']),
	('hunts.schedule', ARRAY['lead', 'admin']),
	('workspace.import', ARRAY['lead', 'admin']),
	('installation.read', ARRAY['admin'])
)
UPDATE "ApiToken" AS token
SET "permissions" = ARRAY(
	SELECT allowed.name FROM allowed
	WHERE token."role" IS NULL OR token."role"::text = ANY(allowed.roles)
	ORDER BY allowed.name)
WHERE token."permissions" = '{}';
