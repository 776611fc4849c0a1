import type { Database } from "@/lib/platform/db/client";
import type { AuditProtection } from "./schema";

/** The triggers of the migration that made the audit append-only, each `ENABLE ALWAYS`. */
const TRIGGERS = 3;

/** What the database itself puts in the way of a change, and whether the product's own role could clear it away. */
export async function auditProtection(db: Database): Promise<AuditProtection> {
	const [row] = await db.$queryRaw<
		{ triggers: number; privileged: boolean; owner: boolean; superuser: boolean }[]
	>`SELECT
		(SELECT count(*)::int FROM pg_trigger t WHERE t.tgrelid IN ('"AuditEvent"'::regclass, '"AuditHead"'::regclass)
			AND t.tgname IN ('audit_append_only', 'audit_head_advances') AND t.tgenabled = 'A') AS "triggers",
		COALESCE((SELECT bool_or(a.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
				AND (a.grantee = 0 OR pg_has_role(a.grantee, 'USAGE')))
			FROM pg_class c, aclexplode(COALESCE(c.relacl, acldefault('r', c.relowner))) a
			WHERE c.oid = '"AuditEvent"'::regclass), FALSE) AS "privileged",
		(SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = '"AuditEvent"'::regclass) AS "owner",
		(SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user) AS "superuser"`;
	return {
		triggers: row?.triggers === TRIGGERS,
		revoked: row?.privileged === false,
		role: row?.superuser ? "superuser" : row?.owner ? "owner" : "ordinary",
	};
}
