import { lockCases, requireStanding } from "@/lib/cases/record/find";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { type AuditEntry, recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { LONG_TRANSACTION, type Transaction } from "@/lib/platform/db/client";
import type { Case } from "@/lib/platform/db/generated/client.ts";
import { tell } from "@/lib/platform/inbox/tell";
import { type NextActionsInput, nextActionsInput, type WrittenCases } from "./schema";
import { tellOwners, writeFields } from "./update";

/** Cases named in one notification or refusal; more are counted. */
const NAMED = 5;

interface Changed {
	readonly before: Case;
	readonly after: Case;
}

/**
 * Gives many cases the same next action; all of them or none. Who gets them, and who had them, is notified once.
 * @throws AppError `invalid_input`, `not_found`, `conflict` when one was merged, or when somebody has changed some of
 *   them since (with `cases`: the id, the version and the next action that each has now)
 */
export async function setNextActions(ctx: Context, input: NextActionsInput): Promise<WrittenCases> {
	authorize(ctx.actor, "cases.work");
	const { cases, ...change } = parseInput(nextActionsInput, input);
	const versions = new Map(cases.map(({ id, version }) => [id, version]));
	return await ctx.db.$transaction(async (tx) => {
		const rows = await lockCases(tx, ctx.actor, [...versions.keys()]);
		refuseChanged(rows.filter(({ id, version }) => versions.get(id) !== version));
		rows.forEach(requireStanding);
		const changed: Changed[] = [];
		const audit: AuditEntry[] = [];
		for (const row of rows) {
			const written = await writeFields(tx, ctx, row, change);
			if (written === null) continue;
			changed.push({ before: row, after: written.after });
			audit.push(written.audit);
		}
		await tellOnce(tx, ctx, changed);
		await recordAudit(tx, ctx, audit);
		const now = new Map(changed.map(({ after }) => [after.id, after.version]));
		return { items: rows.map(({ id, version }) => ({ id, version: now.get(id) ?? version })) };
	}, LONG_TRANSACTION);
}

function refuseChanged(changed: readonly Case[]): void {
	if (changed.length === 0) return;
	const some = changed.length === 1 ? "1 of these cases" : `${changed.length} of these cases`;
	throw new AppError("conflict", `Someone has changed ${some} in the meantime: ${named(changed)}.`, {
		remedy: "Check their current state, then set the next action again.",
		details: {
			cases: changed.map(({ id, number, version, nextAction, nextActionOwnerName, nextActionAt }) => ({
				id,
				number,
				version,
				nextAction,
				owner: nextActionOwnerName,
				at: nextActionAt?.toISOString() ?? null,
			})),
		},
	});
}

/** Notifies each person once in each workspace: of what is theirs now, and of what no longer is. */
async function tellOnce(tx: Transaction, ctx: Context, changed: readonly Changed[]): Promise<void> {
	const moved = changed.filter(({ before, after }) => before.nextActionOwnerId !== after.nextActionOwnerId);
	const [first] = moved;
	if (first === undefined) return;
	if (moved.length === 1) return await tellOwners(tx, ctx, first.before, first.after);
	const { nextAction, nextActionOwnerId, nextActionOwnerName } = first.after;
	for (const [workspaceId, its] of grouped(moved, ({ after }) => after.workspaceId)) {
		const cases = its.map(({ after }) => after);
		await tell(tx, ctx, [nextActionOwnerId], {
			kind: "assigned",
			text: `The next action of ${its.length} cases is yours: ${nextAction}. ${named(cases)}.`,
			href: "/work",
			workspaceId,
		});
		const had = its.filter(({ before }) => before.nextAction !== null && before.nextActionOwnerId !== null);
		for (const [personId, theirs] of grouped(had, ({ before }) => before.nextActionOwnerId)) {
			const [one] = theirs;
			const many = `the next action of ${theirs.length === 1 ? "1 case" : `${theirs.length} cases`} that was yours`;
			await tell(tx, ctx, [personId], {
				kind: "released",
				text: `Now ${nextActionOwnerName}: ${many}. ${named(theirs.map(({ before }) => before))}.`,
				href: theirs.length === 1 && one !== undefined ? `/cases/${one.after.number}` : "/cases",
				workspaceId,
			});
		}
	}
}

function grouped<T, K>(members: readonly T[], by: (member: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const one of members) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
	return groups;
}

function named(cases: readonly Pick<Case, "number" | "title">[]): string {
	const some = cases.slice(0, NAMED).map(({ number, title }) => `#${number} “${title}”`);
	return cases.length <= NAMED ? some.join(", ") : `${some.join(", ")} and ${cases.length - NAMED} more`;
}
