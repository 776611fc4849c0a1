import { visibleText } from "@/lib/core/visible-text";
import type { AuditName } from "@/lib/platform/audit/schema";
import { sentenceOf } from "@/lib/platform/audit/sentences";
import type { StoredRow } from "@/lib/platform/audit/stored-row";
import type { Context } from "@/lib/platform/context/context";
import { inScope } from "@/lib/platform/context/scope";
import { currentCatalogue } from "@/lib/triage/catalogue/catalogue";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whose names are looked up, and where. */
export type Reader = Pick<Context, "actor" | "db">;

/** A row with its texts read. */
export interface NamedRow {
	readonly verb: string;
	readonly targetKind: string;
	readonly targetId: string;
	readonly before: unknown;
	readonly after: unknown;
}

/** The names of everything that rows of a page speak of: `${kind}:${id}`. One query for each kind. */
export type Names = ReadonlyMap<string, AuditName>;

type Wanted = ReadonlyMap<string, ReadonlySet<string>>;

/** Looks names up as they are today; what is gone is called by what its row kept. */
export async function namesOf(reader: Reader, rows: readonly NamedRow[]): Promise<Names> {
	const wanted = wantedBy(rows);
	const found = await Promise.all([
		cases(reader, wanted),
		findings(reader, wanted),
		runs(reader, wanted),
		people(reader, wanted),
		sessions(reader, wanted),
		rest(reader, wanted),
		hunts(wanted),
	]);
	return new Map(found.flat());
}

/** The name of a row's target; a row keeps enough to name most of what is gone. */
export function targetName(row: NamedRow, names: Names): AuditName {
	const { targetKind: kind, targetId: id } = row;
	const known = names.get(`${kind}:${id}`);
	if (known !== undefined) return known;
	const kept = { ...asFields(row.before), ...asFields(row.after) };
	if (kind === "audit") return name("the audit", null, "/audit");
	if (kind === "case" && typeof kept.number === "number") {
		return name(`case #${kept.number}`, text(kept.title), null);
	}
	if (kind === "settings") {
		if (id === "deadlines") return name("the deadlines", null, "/settings/deadlines");
		if (id === "secrets") return name("the stored secrets", null, null);
		if (id === "shifts") return name("the shift plan", null, "/settings/shifts");
		return name(
			`task template${text(kept.name) === null ? "" : ` “${text(kept.name)}”`}`,
			null,
			"/settings/templates",
		);
	}
	const own = text(kept.name) ?? text(kept.login);
	const label = KIND_LABELS[kind] ?? kind;
	return name(own === null ? label : kind === "person" ? own : `${label} “${own}”`, null, null);
}

/** The names of what a row's sentence speaks of beside its target: `${kind}:${id}`. */
export function partNames(row: NamedRow, names: Names): Readonly<Record<string, AuditName>> {
	const found: Record<string, AuditName> = {};
	for (const part of sentenceOf(row.verb, row)) {
		if (typeof part !== "object" || !("kind" in part)) continue;
		const key = `${part.kind}:${part.id}`;
		const known = names.get(key);
		if (known !== undefined) found[key] = known;
	}
	return found;
}

/** What a kind of target is called in a sentence. */
const KIND_LABELS: Readonly<Record<string, string>> = {
	case: "case",
	finding: "finding",
	handover: "handover",
	hunt: "hunt",
	person: "person",
	run: "run",
	session: "session",
	token: "API token",
	webhook: "webhook",
	workspace: "workspace",
};

type Entry = readonly [string, AuditName];

function name(label: string, detail: string | null, href: string | null): AuditName {
	return { label: visibleText(label), detail: detail === null ? null : visibleText(detail), href };
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
	return typeof value === "string" && value !== "" ? value : null;
}

/** Targets, and what the sentences name beside them. */
function wantedBy(rows: readonly NamedRow[]): Wanted {
	const wanted = new Map<string, Set<string>>();
	const want = (kind: string, id: string) => wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id));
	for (const row of rows) {
		want(row.targetKind, row.targetId);
		for (const part of sentenceOf(row.verb, row)) {
			if (typeof part === "object" && "kind" in part) want(part.kind, part.id);
		}
	}
	return wanted;
}

function ids(wanted: Wanted, kind: string): string[] {
	return [...(wanted.get(kind) ?? [])].filter((id) => UUID.test(id));
}

async function cases({ db, actor }: Reader, wanted: Wanted): Promise<Entry[]> {
	const rows = await db.case.findMany({
		where: { id: { in: ids(wanted, "case") }, ...inScope(actor) },
		select: { id: true, number: true, title: true },
	});
	return rows.map((row) => [
		`case:${row.id}`,
		name(`case #${row.number}`, row.title, `/cases/${row.number}`),
	]);
}

async function findings({ db, actor }: Reader, wanted: Wanted): Promise<Entry[]> {
	const rows = await db.finding.findMany({
		where: { id: { in: ids(wanted, "finding") }, ...inScope(actor) },
		select: { id: true, accountUpn: true },
	});
	return rows.map(({ id, accountUpn }) => [
		`finding:${id}`,
		name(
			accountUpn === null ? "finding without an account" : `finding of ${accountUpn}`,
			null,
			`/findings?status=all&finding=${id}`,
		),
	]);
}

async function runs({ db, actor }: Reader, wanted: Wanted): Promise<Entry[]> {
	const rows = await db.huntRun.findMany({
		where: { id: { in: ids(wanted, "run") }, ...inScope(actor) },
		select: { id: true, huntName: true },
	});
	return rows.map(({ id, huntName }) => [`run:${id}`, name(`run of “${huntName}”`, null, `/runs/${id}`)]);
}

async function people({ db }: Reader, wanted: Wanted): Promise<Entry[]> {
	const rows = await db.person.findMany({
		where: { id: { in: ids(wanted, "person") } },
		select: { id: true, name: true, login: true },
	});
	return rows.map((row) => [`person:${row.id}`, name(row.name, row.login, "/settings/people")]);
}

async function sessions({ db }: Reader, wanted: Wanted): Promise<Entry[]> {
	const rows = await db.session.findMany({
		where: { id: { in: ids(wanted, "session") } },
		select: { id: true, person: { select: { name: true } } },
	});
	return rows.map(({ id, person }) => [`session:${id}`, name(`session of ${person.name}`, null, null)]);
}

async function rest({ db, actor }: Reader, wanted: Wanted): Promise<Entry[]> {
	const select = { id: true, name: true } as const;
	const where = (kind: string) => ({ where: { id: { in: ids(wanted, kind) } }, select });
	const [tokens, webhooks, templates, handovers, workspaces] = await Promise.all([
		db.apiToken.findMany(where("token")),
		db.webhook.findMany(where("webhook")),
		db.taskTemplate.findMany(where("settings")),
		db.handover.findMany({
			where: { id: { in: ids(wanted, "handover") } },
			select: { id: true, number: true, shift: true },
		}),
		db.workspace.findMany({
			where: {
				id: { in: [...(wanted.get("workspace") ?? [])] },
				...("workspaceId" in inScope(actor) ? { AND: { id: inScope(actor).workspaceId ?? {} } } : {}),
			},
			select,
		}),
	]);
	return [
		...tokens.map(
			(row): Entry => [`token:${row.id}`, name(`API token “${row.name}”`, null, "/settings/tokens")],
		),
		...webhooks.map(
			(row): Entry => [
				`webhook:${row.id}`,
				name(`webhook “${row.name}”`, null, `/settings/webhooks/${row.id}`),
			],
		),
		...templates.map(
			(row): Entry => [
				`settings:${row.id}`,
				name(`task template “${row.name}”`, null, "/settings/templates"),
			],
		),
		...handovers.map(
			(row): Entry => [
				`handover:${row.id}`,
				name(`handover ${row.number}`, row.shift, `/handovers/${row.number}`),
			],
		),
		...workspaces.map(
			(row): Entry => [`workspace:${row.id}`, name(`workspace ${row.name}`, null, "/workspace")],
		),
	];
}

async function hunts(wanted: Wanted): Promise<Entry[]> {
	const asked = wanted.get("hunt");
	if (asked === undefined) return [];
	const known = await currentCatalogue().catch(() => ({ hunts: [] }));
	return known.hunts
		.filter(({ id }) => asked.has(id))
		.map((hunt) => [
			`hunt:${hunt.id}`,
			name(`hunt “${hunt.name}”`, null, `/hunts/${encodeURIComponent(hunt.id)}`),
		]);
}

/** A stored row with its JSON read. */
export function readRow(row: StoredRow): NamedRow {
	return {
		verb: row.verb,
		targetKind: row.targetKind,
		targetId: row.targetId,
		before: row.before === null ? null : JSON.parse(row.before),
		after: row.after === null ? null : JSON.parse(row.after),
	};
}
