import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case } from "@/lib/platform/db/generated/client.ts";
import { tell } from "@/lib/platform/inbox/tell";

/** Pieces of work named in one notification; more are counted. */
const NAMED = 5;

/** Work that somebody else ends or changes, by the person whose it was: what they are notified of. */
export class Released {
	/** Person → what became of it → the work, in words. */
	readonly #work = new Map<string, Map<string, string[]>>();

	/** @param personId null: no one's, so no one is notified */
	add(personId: string | null, became: string, work: string): void {
		if (personId === null) return;
		const its = this.#work.get(personId) ?? new Map<string, string[]>();
		this.#work.set(personId, its);
		its.set(became, [...(its.get(became) ?? []), work]);
	}

	/** Notifies each person once. @param what happened to the case, as a sentence without its full stop */
	async notify(
		tx: Transaction,
		ctx: Context,
		of: Case,
		what: string,
		kind: "released" | "assigned" = "released",
	): Promise<void> {
		for (const [personId, its] of this.#work) {
			const parts = [...its].map(([became, work]) => `${became}: ${listed(work)}.`);
			await tell(tx, ctx, [personId], {
				kind,
				text: `${what}. ${parts.join(" ")}`,
				href: `/cases/${of.number}`,
				workspaceId: of.workspaceId,
			});
		}
	}
}

function listed(work: readonly string[]): string {
	const named = work.slice(0, NAMED).join(", ");
	return work.length <= NAMED ? named : `${named} and ${work.length - NAMED} more`;
}
