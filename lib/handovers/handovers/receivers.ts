import { fieldError } from "@/lib/core/errors";
import { isAtLeast, ROLES, type Role } from "@/lib/core/roles";
import { visibleText } from "@/lib/core/visible-text";
import { PERMISSIONS } from "@/lib/platform/context/permission-table";
import type { Transaction } from "@/lib/platform/db/client";
import type { Handover } from "@/lib/platform/db/generated/client.ts";
import { LOCAL_ADMINISTRATOR } from "@/lib/platform/identity/local-administrator";
import { readPlans } from "@/lib/platform/shifts/read-plans";
import { shiftAt } from "@/lib/platform/shifts/shifts";
import { type Receiver, type SuggestedReceivers, suggestedFrom } from "./receiver-rules";

type Reads = Pick<Transaction, "person" | "shiftPlan">;

/** What decides who may receive a handover. */
type About = Pick<Handover, "workspaces">;

/** A person who may acknowledge a handover. */
export interface AbleReceiver extends Receiver {
	readonly role: Role;
}

/**
 * Everyone who may acknowledge a handover about these workspaces, by name: who signs in, may write handovers and sees
 * all of it. Without `about`, of any handover.
 */
export async function ableReceivers(db: Pick<Reads, "person">, about?: About): Promise<AbleReceiver[]> {
	const rows = await db.person.findMany({
		where: {
			role: { in: ROLES.filter((role) => isAtLeast(role, PERMISSIONS["handovers.write"].from)) },
			disabledAt: null,
			linkedToId: null,
			id: { not: LOCAL_ADMINISTRATOR.id },
		},
		select: { id: true, name: true, role: true, workspaces: true },
		orderBy: [{ name: "asc" }, { id: "asc" }],
	});
	return rows.flatMap(({ id, name, role, workspaces }) => {
		const sees =
			about === undefined ||
			workspaces.length === 0 ||
			(about.workspaces.length > 0 && about.workspaces.every((one) => workspaces.includes(one)));
		return sees && role !== null ? [{ id, name: visibleText(name), role }] : [];
	});
}

/**
 * Who is to acknowledge a handover unless somebody else is named: whom the plan names for the shift that follows, else
 * every lead, else everyone who may. Never the person who hands over.
 */
export async function suggestReceivers(
	db: Reads,
	handover: Pick<Handover, "shift" | "windowTo" | "workspaces">,
	outgoingId: string | null,
): Promise<SuggestedReceivers> {
	const able = (await ableReceivers(db, handover)).filter(({ id }) => id !== outgoingId);
	const next = handover.shift === "" ? null : shiftAt(await readPlans(db), handover.windowTo.getTime());
	return suggestedFrom(able, next);
}

/** @throws AppError `invalid_input` for somebody who may not acknowledge it, and for nobody where somebody could */
export async function namedReceivers(
	db: Pick<Reads, "person">,
	about: About,
	outgoingId: string | null,
	ids: readonly string[],
): Promise<Receiver[]> {
	const able = (await ableReceivers(db, about)).filter(({ id }) => id !== outgoingId);
	const refuse = (message: string) => {
		throw fieldError("receivers", message);
	};
	if (ids.length === 0 && able.length > 0) refuse("Choose at least one receiver.");
	return [...new Set(ids)].flatMap((id) => {
		const person = able.find((one) => one.id === id);
		if (person === undefined) return refuse("A chosen person can't acknowledge this handover.");
		return [{ id, name: person.name }];
	});
}
