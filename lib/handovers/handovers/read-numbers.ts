import type { Transaction } from "@/lib/platform/db/client";
import {
	type Asked,
	type DecidedRow,
	decidedSql,
	growthSql,
	type IntakeRow,
	intakeSql,
	type OldestEventsRow,
	oldestEventsSql,
	reopenedCountSql,
	type UntriagedRow,
	untriagedSql,
	type WithoutCaseRow,
	withoutCaseSql,
} from "./numbers-sql";
import type { SnapshotNumbers } from "./snapshot";

export interface Numbers {
	readonly numbers: SnapshotNumbers;
	/** Findings that came back after a decision and wait now. */
	readonly changed: { readonly count: number; readonly clickedThrough: number };
	readonly withoutCase: { readonly count: number; readonly accounts: number };
	readonly simulations: { readonly count: number; readonly accounts: number };
	/** Some of what was counted is generated sample data. */
	readonly sample: boolean;
}

/** Counts what a handover says of the findings. One statement after the other: it may stand in a transaction. */
export async function readNumbers(tx: Transaction, asked: Asked, now: Date): Promise<Numbers> {
	const [untriaged] = await tx.$queryRaw<UntriagedRow[]>(untriagedSql(asked));
	const [events] = await tx.$queryRaw<OldestEventsRow[]>(oldestEventsSql(asked));
	const [intake] = await tx.$queryRaw<IntakeRow[]>(intakeSql(asked));
	const decided = await tx.$queryRaw<DecidedRow[]>(decidedSql(asked));
	const [reopened] = await tx.$queryRaw<{ count: number }[]>(reopenedCountSql(asked));
	const [sinceFrom] = await tx.$queryRaw<{ count: number }[]>(growthSql(asked, asked.from));
	const [sinceTo] =
		asked.to < now ? await tx.$queryRaw<{ count: number }[]>(growthSql(asked, asked.to)) : [{ count: 0 }];
	const [withoutCase] = await tx.$queryRaw<WithoutCaseRow[]>(withoutCaseSql(asked));
	const total = decided.find(({ all }) => all);
	const after = sinceTo?.count ?? 0;
	return {
		numbers: {
			intake: intake?.count ?? 0,
			decided: decidedNumbers(decided.filter(({ all }) => !all)),
			reopened: reopened?.count ?? 0,
			backlog: {
				atEnd: Math.max(0, (untriaged?.count ?? 0) - after),
				change: (sinceFrom?.count ?? 0) - after,
			},
			timeToDecision:
				total === undefined || total.median === null || total.p90 === null
					? null
					: { medianSeconds: seconds(total.median), p90Seconds: seconds(total.p90) },
			untriaged: {
				count: untriaged?.count ?? 0,
				oldestAt: untriaged?.oldest?.toISOString() ?? null,
				oldestEventAt: events?.any?.toISOString() ?? null,
				clickedThrough: untriaged?.clicked ?? 0,
				clicked: {
					oldestAt: untriaged?.oldestClicked?.toISOString() ?? null,
					oldestEventAt: events?.clicked?.toISOString() ?? null,
				},
			},
		},
		changed: { count: untriaged?.changed ?? 0, clickedThrough: untriaged?.changedClicked ?? 0 },
		withoutCase: { count: withoutCase?.count ?? 0, accounts: withoutCase?.accounts ?? 0 },
		simulations: { count: total?.simulations ?? 0, accounts: total?.simulationAccounts ?? 0 },
		sample: intake?.sample === true || total?.sample === true,
	};
}

const seconds = (value: number) => Math.max(0, Math.round(value));

function decidedNumbers(rows: readonly DecidedRow[]): SnapshotNumbers["decided"] {
	const none = () => ({ triaged: 0, benign: 0, escalated: 0 });
	const byVerdict = none();
	const people = new Map<string, SnapshotNumbers["decided"]["byPerson"][number]>();
	for (const { verdict, personId, name, count } of rows) {
		if (verdict === null) continue;
		byVerdict[verdict] += count;
		const key = personId ?? name ?? "";
		const person = people.get(key) ?? { person: { id: personId, name: name ?? "" }, total: 0, ...none() };
		people.set(key, { ...person, total: person.total + count, [verdict]: person[verdict] + count });
	}
	return {
		total: byVerdict.triaged + byVerdict.benign + byVerdict.escalated,
		byVerdict,
		byPerson: [...people.values()].sort(
			(a, b) => b.total - a.total || (a.person.name < b.person.name ? -1 : 1),
		),
	};
}
