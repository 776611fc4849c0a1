import pg from "pg";
import { type Credentials, DATABASE, newPassword } from "@/lib/platform/db/cluster";

/** The role of clusters in which "afterclick" is the superuser that initdb made, which can't be taken from it. */
const LATER_ROLE = "afterclick_app";

type OwnedCredentials = Credentials & { readonly admin: NonNullable<Credentials["admin"]> };

/**
 * Makes Afterclick's database and the ordinary role that owns it, which may neither read the server's files nor run
 * programs (`COPY … TO PROGRAM`). A cluster in which Afterclick was the superuser is changed over: everything in its
 * database gets the new owner, in one transaction. Safe to repeat after a start that was cut off.
 * @returns the credentials to keep
 */
export async function ensureAppRole(known: Credentials): Promise<OwnedCredentials> {
	const admin = known.admin ?? { user: known.user, password: known.password };
	const app = known.admin
		? { user: known.user, password: known.password }
		: { user: LATER_ROLE, password: newPassword() };
	const base = `postgresql://${admin.user}:${admin.password}@127.0.0.1:${known.port}`;
	await connected(`${base}/postgres`, async (client) => {
		const role = await client.query("select 1 from pg_roles where rolname = $1", [app.user]);
		const verb = role.rowCount === 0 ? "create" : "alter";
		await client.query(
			`${verb} role ${client.escapeIdentifier(app.user)} login nosuperuser nocreatedb nocreaterole
				noreplication nobypassrls password ${client.escapeLiteral(app.password)}`,
		);
		const owner = client.escapeIdentifier(app.user);
		const found = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
		if (found.rowCount === 0) await client.query(`create database ${DATABASE} owner ${owner}`);
		else await client.query(`alter database ${DATABASE} owner to ${owner}`);
	});
	if (!known.admin) await connected(`${base}/${DATABASE}`, (client) => giveAll(client, app.user));
	return { ...app, port: known.port, admin };
}

/** `REASSIGN OWNED` refuses the role that initdb made, so each thing is given on its own. */
async function giveAll(client: pg.Client, role: string): Promise<void> {
	await client.query("begin");
	const { rows } = await client.query<{ statement: string }>(OWNED, [role]);
	for (const { statement } of rows) await client.query(statement);
	await client.query("commit");
}

/** Schemas, tables and their like, functions and types that the current role owns, but for those of the system. */
const OWNED = `
	with mine as (
		select oid from pg_namespace
		where nspname not like 'pg\\_%' and nspname <> 'information_schema'
	), member as (
		select classid, objid from pg_depend where deptype in ('e', 'i', 'a')
	), me as (
		select oid from pg_roles where rolname = current_user
	)
	select format('alter schema %I owner to %I', nspname, $1::text) as statement
	from pg_namespace where oid in (select oid from mine) and nspowner = (select oid from me)
	union all
	select format('alter %s %s owner to %I',
		case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
			when 'f' then 'foreign table' else 'table' end, c.oid::regclass, $1::text)
	from pg_class c
	where relnamespace in (select oid from mine) and relowner = (select oid from me) and relkind in ('r','p','v','m','f','S')
		and not exists (select from member where classid = 'pg_class'::regclass and objid = c.oid and relkind = 'S')
	union all
	select format('alter routine %s owner to %I', p.oid::regprocedure, $1::text)
	from pg_proc p
	where pronamespace in (select oid from mine) and proowner = (select oid from me)
		and not exists (select from member where classid = 'pg_proc'::regclass and objid = p.oid)
	union all
	select format('alter type %s owner to %I', t.oid::regtype, $1::text)
	from pg_type t left join pg_class c on c.oid = t.typrelid
	where typnamespace in (select oid from mine) and typowner = (select oid from me)
		and (typtype in ('e', 'd') or c.relkind = 'c')`;

async function connected(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	client.on("error", () => {}); // the query in work reports it
	await client.connect();
	try {
		await use(client);
	} finally {
		await client.end();
	}
}
