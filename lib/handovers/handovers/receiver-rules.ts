import { isAtLeast, type Role } from "@/lib/core/roles";
import type { Shift } from "@/lib/platform/shifts/shifts";

export interface Receiver {
	readonly id: string;
	readonly name: string;
}

/** Where a suggestion comes from. */
export const RECEIVER_SOURCES = ["plan", "leads", "everyone", "nobody"] as const;
export type ReceiverSource = (typeof RECEIVER_SOURCES)[number];

export interface SuggestedReceivers {
	readonly source: ReceiverSource;
	/** The shift that follows; null where none is planned. */
	readonly shift: string | null;
	readonly people: readonly Receiver[];
}

/**
 * Whom the following shift's plan names, as far as they can; else every lead; else everyone who can.
 * @param able who can acknowledge the handover, without the person who hands over
 */
export function suggestedFrom(
	able: readonly (Receiver & { readonly role: Role })[],
	next: Pick<Shift, "name" | "people"> | null,
): SuggestedReceivers {
	const shift = next?.name ?? null;
	const suggest = (source: ReceiverSource, people: typeof able): SuggestedReceivers => ({
		source,
		shift,
		people: people.map(({ id, name }) => ({ id, name })),
	});
	const planned = able.filter(({ id }) => next?.people.includes(id));
	if (planned.length > 0) return suggest("plan", planned);
	const leads = able.filter(({ role }) => isAtLeast(role, "lead"));
	if (leads.length > 0) return suggest("leads", leads);
	return suggest(able.length > 0 ? "everyone" : "nobody", able);
}
