import { lockCase, requireStanding } from "@/lib/cases/record/find";
import { namedPerson } from "@/lib/cases/record/people";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { Released } from "@/lib/cases/record/released";
import { changedSince } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { type AuditEntry, recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case, Prisma } from "@/lib/platform/db/generated/client.ts";
import { tell } from "@/lib/platform/inbox/tell";
import { readCase } from "./get";
import { pick } from "./pick";
import { type CaseChange, type CaseDetail, caseChange } from "./schema";

type Change = ReturnType<typeof caseChange.parse>;

/**
 * Changes a case's own fields. What is given as it already is counts as no change.
 * @throws AppError `invalid_input`, `not_found`, `conflict` when somebody has changed the case since (with `case`)
 */
export async function updateCase(ctx: Context, caseId: string, input: CaseChange): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const wanted = parseInput(caseChange, input);
	return await ctx.db.$transaction(async (tx) => {
		const row = await lockCase(tx, ctx.actor, caseId);
		const { version, ...change } = wanted;
		await requireVersion(tx, ctx, row, version);
		requireStanding(row);
		const written = await writeFields(tx, ctx, row, change);
		if (written === null) return await readCase(tx, ctx.actor, { id: row.id });
		await tellOwners(tx, ctx, row, written.after);
		const detail = await readCase(tx, ctx.actor, { id: row.id });
		await recordAudit(tx, ctx, [written.audit]);
		return detail;
	});
}

/**
 * Writes a locked case's own fields, with the event of its timeline.
 * @returns the case as it is now and what is to be recorded, in that order; null where nothing changes
 */
export async function writeFields(
	tx: Transaction,
	ctx: Context,
	row: Case,
	change: Omit<Change, "version">,
): Promise<{ readonly after: Case; readonly audit: AuditEntry } | null> {
	const data = onlyChanged(row, await toData(tx, ctx, row, change));
	const names = Object.keys(data);
	if (names.length === 0) return null;
	const after = await tx.case.update({
		where: { id: row.id },
		data: { ...data, version: { increment: 1 } },
	});
	const fields = { before: pick(row, names), after: pick(after, names) };
	await recordCaseEvent(tx, ctx, row.id, "updated", fields);
	return { after, audit: { verb: "cases.update", target: ["case", row.id], ...fields } };
}

/** @throws AppError `conflict` with the case as it stands now, unless it is the version that the person saw */
export async function requireVersion(
	tx: Transaction,
	ctx: Context,
	row: Case,
	version: number,
): Promise<void> {
	if (row.version === version) return;
	throw changedSince("this case", { case: await readCase(tx, ctx.actor, { id: row.id }) });
}

async function toData(tx: Transaction, ctx: Context, row: Case, change: Omit<Change, "version">) {
	const { ownerId, nextActionOwnerId, dueAt, nextActionAt, waitingFor, ...same } = change;
	const data: Prisma.CaseUncheckedUpdateInput = definedOnly(same);
	// Who has it already keeps it, also someone who could not be given it now.
	if (ownerId !== undefined && ownerId !== row.ownerId) {
		const owner = await namedPerson(tx, row.workspaceId, ownerId, "ownerId");
		Object.assign(data, { ownerId, ownerName: owner });
		if (ownerId !== null && row.acknowledgedAt === null) data.acknowledgedAt = ctx.now();
	}
	if (nextActionOwnerId !== undefined && nextActionOwnerId !== row.nextActionOwnerId) {
		const owner = await namedPerson(tx, row.workspaceId, nextActionOwnerId, "nextActionOwnerId");
		Object.assign(data, { nextActionOwnerId, nextActionOwnerName: owner });
	}
	if (dueAt !== undefined) data.dueAt = dueAt === null ? null : new Date(dueAt);
	if (nextActionAt !== undefined) data.nextActionAt = nextActionAt === null ? null : new Date(nextActionAt);
	if (waitingFor !== undefined) {
		data.waitingFor = waitingFor || null;
		if (data.waitingFor !== row.waitingFor) data.waitingSince = data.waitingFor === null ? null : ctx.now();
	}
	if (data.nextAction === "") data.nextAction = null;
	return data;
}

function definedOnly(fields: object): Prisma.CaseUncheckedUpdateInput {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function onlyChanged(row: Case, data: Prisma.CaseUncheckedUpdateInput): Prisma.CaseUncheckedUpdateInput {
	const same = (key: string, value: unknown) =>
		JSON.stringify(row[key as keyof Case]) === JSON.stringify(value);
	return Object.fromEntries(Object.entries(data).filter(([key, value]) => !same(key, value)));
}

/** Notifies people of a case or a next action that is theirs now, and of a next action that is no longer. */
export async function tellOwners(tx: Transaction, ctx: Context, before: Case, after: Case): Promise<void> {
	const released = new Released();
	if (before.nextAction !== null && before.nextActionOwnerId !== after.nextActionOwnerId) {
		const now = after.nextAction === null ? "Removed" : `Now ${after.nextActionOwnerName ?? "unassigned"}`;
		released.add(before.nextActionOwnerId, now, `next action “${before.nextAction}”`);
	} else if (before.nextAction !== null && after.nextAction === null) {
		released.add(before.nextActionOwnerId, "Removed", `next action “${before.nextAction}”`);
	}
	if (before.ownerId !== after.ownerId) {
		released.add(before.ownerId, `Now ${after.ownerName ?? "unassigned"}`, "the case");
	}
	await released.notify(tx, ctx, after, `Case #${after.number} “${after.title}” was changed`);
	const { workspaceId } = after;
	const href = `/cases/${after.number}`;
	if (after.ownerId !== before.ownerId) {
		const text = `Case #${after.number} “${after.title}” is yours.`;
		await tell(tx, ctx, [after.ownerId], { kind: "assigned", text, href, workspaceId });
	}
	if (after.nextActionOwnerId !== before.nextActionOwnerId) {
		const text = `The next action of case #${after.number} is yours: ${after.nextAction ?? "not set yet"}.`;
		await tell(tx, ctx, [after.nextActionOwnerId], { kind: "assigned", text, href, workspaceId });
	}
}
