import { handoverName } from "@/lib/handovers/handovers/review-rules";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Handover } from "@/lib/platform/db/generated/client.ts";
import { notify } from "@/lib/platform/db/notify";
import { INBOX_CHANNEL, tell } from "@/lib/platform/inbox/tell";
import { readBackPath } from "./channel";

/** Puts a signed handover into the inboxes of the people who are to acknowledge it. */
export async function tellReceivers(
	tx: Transaction,
	ctx: Context,
	{
		number,
		shift,
		outgoingName,
		workspaces,
	}: Pick<Handover, "number" | "shift" | "outgoingName" | "workspaces">,
	personIds: readonly string[],
): Promise<void> {
	await tell(tx, ctx, personIds, {
		kind: "handed_over",
		text: `${outgoingName} handed over to you: ${handoverName(number, shift)} is awaiting your acknowledgement.`,
		href: readBackPath(number),
		workspaces,
	});
}

/** Ids of the people who are to acknowledge it. */
export async function receiverIdsOf(
	tx: Pick<Transaction, "handoverReceiver">,
	handoverId: string,
): Promise<string[]> {
	const rows = await tx.handoverReceiver.findMany({ where: { handoverId }, select: { personId: true } });
	return rows.map(({ personId }) => personId);
}

/** Lets the badges of these people be counted again. */
export async function refreshBadges(tx: Transaction, personIds: readonly (string | null)[]): Promise<void> {
	for (const id of new Set(personIds)) if (id !== null) await notify(tx, INBOX_CHANNEL, id);
}
