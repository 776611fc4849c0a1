import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import { notify } from "@/lib/platform/db/notify";
import type { InboxKind } from "./rules";

/** Channel on which pages hear that an inbox has changed; the payload is the person's id. */
export const INBOX_CHANNEL = "inbox";

export interface Message {
	readonly kind: InboxKind;
	/** A sentence, as plain text. */
	readonly text: string;
	/** Path within the app. */
	readonly href: string;
	/** Of what it tells: whoever can't see that workspace is not told. Null where it is of none. */
	readonly workspaceId: string | null;
}

/**
 * Puts a message into people's inboxes, in the transaction of what it tells of. Whoever caused it is not told, and
 * nobody twice. Call it before `recordAudit`.
 * @returns ids of the people told
 */
export async function tell(
	tx: Transaction,
	ctx: Context,
	personIds: Iterable<string | null>,
	{ workspaceId, ...message }: Message,
): Promise<string[]> {
	const { actorId, actorName } = actorRecord(ctx.actor);
	const others = [...new Set(personIds)].filter((id) => id !== null && id !== actorId) as string[];
	const people = await whoSee(tx, others, workspaceId);
	if (people.length === 0) return [];
	const at = ctx.now();
	await tx.inboxItem.createMany({
		data: people.map((personId) => ({ ...message, personId, at, byName: actorName })),
	});
	for (const personId of people) await notify(tx, INBOX_CHANNEL, personId);
	return people;
}

async function whoSee(tx: Transaction, ids: string[], workspaceId: string | null): Promise<string[]> {
	if (workspaceId === null || ids.length === 0) return ids;
	const rows = await tx.person.findMany({
		where: { id: { in: ids }, OR: [{ workspaces: { isEmpty: true } }, { workspaces: { has: workspaceId } }] },
		select: { id: true },
	});
	const seeing = new Set(rows.map(({ id }) => id));
	return ids.filter((id) => seeing.has(id));
}
