import { isAtLeast, ROLES } from "@/lib/core/roles";
import type { Transaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { LOCAL_ADMINISTRATOR, signInRequired } from "@/lib/platform/identity/local-administrator";
import { readPlan } from "@/lib/platform/shifts/read-plans";

/** Who takes over a shift reads back so long before it at most; milliseconds. */
const EARLY_MS = 2 * 3_600_000;

interface LateCase {
	readonly workspaceId: string;
	readonly ownerId: string | null;
	readonly watchers: readonly { readonly personId: string }[];
}

/**
 * Who is notified of a deadline that has passed: the owner and the watchers. Where no owner can act (there is none, or
 * theirs was disabled or moved to other workspaces), also who has taken over the shift that is on, and every lead and
 * administrator of the workspace; without any of these, everybody who can work on the case.
 * @returns ids of people
 */
export async function deadlineReceivers(tx: Transaction, of: LateCase, now: Date): Promise<string[]> {
	const able = await ablePeople(tx, of.workspaceId);
	const known = new Set(able.map(({ id }) => id));
	const named = [of.ownerId, ...of.watchers.map(({ personId }) => personId)].filter(
		(id) => id !== null && known.has(id),
	) as string[];
	if (of.ownerId !== null && known.has(of.ownerId)) return named;
	const leads = able.filter(({ role }) => role !== null && isAtLeast(role, "lead")).map(({ id }) => id);
	const responsible = [...named, ...(await onShift(tx, of.workspaceId, now)), ...leads];
	const told = [...new Set(responsible.filter((id) => known.has(id)))];
	return told.length === 0 ? [...known] : told;
}

/** Everybody who can sign in and work on cases of this workspace. */
async function ablePeople(tx: Transaction, workspaceId: string) {
	const where: Prisma.PersonWhereInput = {
		role: { in: ROLES.filter((role) => isAtLeast(role, "analyst")) },
		disabledAt: null,
		linkedToId: null,
		OR: [{ workspaces: { isEmpty: true } }, { workspaces: { has: workspaceId } }],
	};
	const people = await tx.person.findMany({
		where,
		select: { id: true, role: true },
		orderBy: { id: "asc" },
	});
	if (!people.some(({ id }) => id === LOCAL_ADMINISTRATOR.id) || !(await signInRequired(tx))) return people;
	return people.filter(({ id }) => id !== LOCAL_ADMINISTRATOR.id);
}

/** Who acknowledged the handover into the shift that the plan has now, and who writes its own. */
async function onShift(tx: Transaction, workspaceId: string, now: Date): Promise<string[]> {
	const { current } = await readPlan(tx, now);
	if (current === null) return [];
	const from = new Date(current.from);
	const handovers = await tx.handover.findMany({
		where: {
			AND: [
				{ OR: [{ workspaces: { isEmpty: true } }, { workspaces: { has: workspaceId } }] },
				{
					OR: [
						{ acknowledgedAt: { gte: new Date(from.getTime() - EARLY_MS), lte: now } },
						{ status: "draft", windowFrom: { gte: from } },
					],
				},
			],
		},
		select: { status: true, outgoingId: true, incomingId: true },
	});
	return handovers.flatMap(
		({ status, outgoingId, incomingId }) => (status === "draft" ? outgoingId : incomingId) ?? [],
	);
}
