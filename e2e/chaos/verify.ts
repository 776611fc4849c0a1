import type pg from "pg";
import { databaseSource } from "../../lib/platform/audit/database-source";
import { verifyChain } from "../../lib/platform/audit/verify-chain";
import { createClient } from "../../lib/platform/db/client";
import type { Intent, Journal } from "./journal";

export interface Stored {
	readonly decisions: number;
	readonly undone: number;
	readonly findings: number;
	readonly findingEvents: number;
	readonly auditRows: number;
	/** Decisions whose answer never arrived, and that were stored. */
	readonly storedUnheard: number;
}

interface DecisionRow {
	readonly id: string;
	readonly note: string | null;
	readonly count: number;
	readonly undone: boolean;
}

interface EventRow {
	readonly finding: string;
	readonly kind: "found" | "changed" | "decided" | "undone";
	readonly decision: string | null;
	readonly version: number;
	readonly before: { readonly decisionId: string | null; readonly status: string } | null;
	readonly verdict: string | null;
}

interface FindingRow {
	readonly id: string;
	readonly version: number;
	readonly status: string;
	readonly decision: string | null;
}

/** Compares people's responses with the database. @returns a sentence for each difference */
export async function verify(
	client: pg.Client,
	url: string,
	journal: Journal,
): Promise<{ stored: Stored; violations: string[] }> {
	const read = async <Row extends pg.QueryResultRow>(sql: string) => (await client.query<Row>(sql)).rows;
	const decisions = await read<DecisionRow>(
		`SELECT "id", "note", "count", "undoneAt" IS NOT NULL AS "undone" FROM "Decision"`,
	);
	// Ids of version 7 grow with time within a process only; a finding's versions order its events.
	const events = await read<EventRow>(
		`SELECT "findingId" AS "finding", "kind", "decisionId" AS "decision", "version", "before", "verdict"
		FROM "FindingEvent" ORDER BY "findingId", "version"`,
	);
	const findings = await read<FindingRow>(
		`SELECT "id", "version", "status", "decisionId" AS "decision" FROM "Finding"`,
	);
	const runs = await read<{ id: string; status: string }>(`SELECT "id", "status" FROM "HuntRun"`);
	const audited = await read<{ verb: string; target: string; decision: string | null }>(
		`SELECT "verb", "targetId" AS "target", "after"->>'decisionId' AS "decision" FROM "AuditEvent"
		WHERE "verb" IN ('findings.decide', 'findings.undo')`,
	);

	const violations = [
		...decisionsAgree(journal.intents, decisions, events),
		...undosAgree(journal.intents, decisions, events),
		...historiesAgree(findings, events),
		...auditAgrees(events, audited),
		...runsAgree(journal.runs, runs),
		...(await chainIsWhole(url)),
	];
	const heard = new Set(journal.intents.flatMap(({ accepted }) => accepted.map(({ id }) => id)));
	return {
		stored: {
			decisions: decisions.length,
			undone: decisions.filter(({ undone }) => undone).length,
			findings: findings.length,
			findingEvents: events.length,
			auditRows: (await read<{ count: number }>(`SELECT count(*)::int FROM "AuditEvent"`))[0]?.count ?? 0,
			storedUnheard: decisions.filter(({ id }) => !heard.has(id)).length,
		},
		violations,
	};
}

/** Nothing accepted is lost, nothing is stored twice, and nothing is there that nobody asked for. */
function decisionsAgree(
	intents: readonly Intent[],
	decisions: readonly DecisionRow[],
	events: readonly EventRow[],
): string[] {
	const problems: string[] = [];
	const byId = new Map(decisions.map((decision) => [decision.id, decision]));
	const byMark = groupBy(decisions, ({ note }) => note ?? "");
	const decided = groupBy(
		events.filter(({ kind }) => kind === "decided"),
		({ decision }) => decision ?? "",
	);
	for (const { id, count } of decisions) {
		const own = decided.get(id) ?? [];
		if (own.length !== count || new Set(own.map(({ finding }) => finding)).size !== count) {
			problems.push(`Decision ${id} counts ${count} findings and has ${own.length} events.`);
		}
	}
	const wanted = intents.filter(({ kind }) => kind !== "undo");
	for (const { mark, accepted, foundStored, unknown } of wanted) {
		const stored = byMark.get(mark) ?? [];
		if (stored.length > 1) problems.push(`"${mark}" is stored ${stored.length} times.`);
		if (accepted.length > 1) problems.push(`"${mark}" was accepted ${accepted.length} times.`);
		if (foundStored && stored.length === 0) problems.push(`"${mark}" was seen stored and is gone.`);
		if (accepted.length === 0 && unknown === 0 && stored.length > 0) {
			problems.push(`"${mark}" was answered as not decided and is stored.`);
		}
		for (const { id, decided: count, outcomes } of accepted) {
			const row = byId.get(id ?? "");
			if (!row || row.note !== mark) {
				problems.push(`"${mark}" was accepted as ${id} and is lost.`);
				continue;
			}
			if (row.count !== count)
				problems.push(`"${mark}" was told ${count} findings; ${row.count} are stored.`);
			const versions = new Map((decided.get(row.id) ?? []).map((event) => [event.finding, event.version]));
			for (const outcome of outcomes) {
				if (outcome.outcome !== "decided") continue;
				if (versions.get(outcome.id) !== outcome.finding.version) {
					problems.push(
						`"${mark}" was told version ${outcome.finding.version} of ${outcome.id}; its event has ${versions.get(outcome.id)}.`,
					);
				}
			}
		}
	}
	const marks = new Set(wanted.map(({ mark }) => mark));
	for (const { id, note } of decisions) {
		if (!marks.has(note ?? "")) problems.push(`Decision ${id} is nobody's.`);
	}
	return problems;
}

function undosAgree(
	intents: readonly Intent[],
	decisions: readonly DecisionRow[],
	events: readonly EventRow[],
): string[] {
	const problems: string[] = [];
	const byId = new Map(decisions.map((decision) => [decision.id, decision]));
	const undone = groupBy(
		events.filter(({ kind }) => kind === "undone"),
		({ decision }) => decision ?? "",
	);
	const asked = new Set<string>();
	for (const { kind, mark, accepted, unknown, foundStored } of intents) {
		if (kind !== "undo") continue;
		asked.add(mark);
		const row = byId.get(mark);
		if ((accepted.length > 0 || foundStored) && !row?.undone) {
			problems.push(`The undo of ${mark} was accepted and is lost.`);
		}
		if (accepted.length === 0 && unknown === 0 && row?.undone) {
			problems.push(`The undo of ${mark} was refused and is stored.`);
		}
		const count = undone.get(mark)?.length ?? 0;
		for (const { decided } of accepted) {
			if (decided !== count)
				problems.push(`The undo of ${mark} was told ${decided} findings; ${count} have an event.`);
		}
	}
	for (const { id, undone: taken } of decisions) {
		if (taken && !asked.has(id)) problems.push(`Decision ${id} was undone and nobody asked for it.`);
	}
	for (const [id, own] of undone) {
		if (!byId.get(id)?.undone)
			problems.push(`Decision ${id} stands, and ${own.length} findings were taken back.`);
		if (new Set(own.map(({ finding }) => finding)).size !== own.length) {
			problems.push(`Decision ${id} was taken back twice for a finding.`);
		}
	}
	return problems;
}

/** A finding's events are its versions without a gap, and applied in order they give its current state. */
function historiesAgree(findings: readonly FindingRow[], events: readonly EventRow[]): string[] {
	const problems: string[] = [];
	const histories = groupBy(events, ({ finding }) => finding);
	for (const { id, version, status, decision } of findings) {
		const history = histories.get(id) ?? [];
		const gap = history.findIndex((event, index) => event.version !== index + 1);
		if (gap !== -1 || history.length !== version) {
			const versions = history.map((event) => event.version).join(", ");
			problems.push(`Finding ${id} is at version ${version}; its events are of ${versions || "none"}.`);
			continue;
		}
		let stands: { decision: string | null; status: string } = { decision: null, status: "new" };
		for (const event of history) {
			if (event.kind === "decided") stands = { decision: event.decision, status: event.verdict ?? "" };
			else if (event.kind === "changed" && stands.status !== "new") stands = { ...stands, status: "changed" };
			else if (event.kind === "undone") {
				const taken = history.find(({ kind, decision }) => kind === "decided" && decision === event.decision);
				stands = {
					decision: taken?.before?.decisionId ?? null,
					status: taken?.before?.status ?? "(nothing to restore)",
				};
			}
		}
		if (stands.decision !== decision || stands.status !== status) {
			problems.push(
				`Finding ${id} is ${status} by ${decision}; its events make it ${stands.status} by ${stands.decision}.`,
			);
		}
	}
	return problems;
}

/** Each change of a finding is audited once: no more, no less. */
function auditAgrees(
	events: readonly EventRow[],
	audited: readonly { verb: string; target: string; decision: string | null }[],
): string[] {
	const tally = new Map<string, number>();
	const add = (key: string, by: number) => tally.set(key, (tally.get(key) ?? 0) + by);
	for (const { kind, finding, decision } of events) {
		if (kind === "decided") add(`decision ${decision} of ${finding}`, 1);
		if (kind === "undone") add(`undo on ${finding}`, 1);
	}
	for (const { verb, target, decision } of audited) {
		add(verb === "findings.decide" ? `decision ${decision} of ${target}` : `undo on ${target}`, -1);
	}
	return [...tally]
		.filter(([, difference]) => difference !== 0)
		.map(([what, difference]) =>
			difference > 0 ? `The ${what} is not audited.` : `The ${what} is audited without an event.`,
		);
}

function runsAgree(accepted: readonly string[], runs: readonly { id: string; status: string }[]): string[] {
	const byId = new Map(runs.map(({ id, status }) => [id, status]));
	return accepted.flatMap((id) => {
		const status = byId.get(id);
		if (status === undefined) return [`Run ${id} was accepted and is lost.`];
		return status === "queued" || status === "running" ? [`Run ${id} never ended: it is ${status}.`] : [];
	});
}

async function chainIsWhole(url: string): Promise<string[]> {
	const db = createClient(url, 2);
	try {
		const verdict = await verifyChain(databaseSource(db));
		return verdict.outcome === "whole" ? [] : [`The audit is broken: ${verdict.broken.reason}`];
	} finally {
		await db.$disconnect();
	}
}

/** `Map.groupBy`, which Node 20 does not have. */
function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
	const groups = new Map<string, Row[]>();
	for (const row of rows) {
		const group = groups.get(keyOf(row));
		if (group) group.push(row);
		else groups.set(keyOf(row), [row]);
	}
	return groups;
}
