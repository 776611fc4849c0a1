import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import { notify } from "@/lib/platform/db/notify";
import type { InboxKind } from "./rules";

/** Channel on which pages hear that an inbox has changed; the payload is the person's id. */
export const INBOX_CHANNEL = "inbox";

export type Message = Notice & (OfWorkspace | OfWorkspaces);

interface Notice {
	readonly kind: InboxKind;
	/** A sentence, as plain text. */
	readonly text: string;
	/** Path within the app. */
	readonly href: string;
}

/** Who can't see the workspace of a case is not notified, and no longer sees the notification. */
interface OfWorkspace {
	readonly workspaceId: string;
}

/** The same for a handover, all of whose workspaces one must see; empty: every workspace. */
interface OfWorkspaces {
	readonly workspaces: readonly string[];
}

/**
 * Puts a message into people's inboxes, in the transaction of what it tells of. The person who caused it is not told, and
 * nobody twice. Call it before `recordAudit`.
 * @returns ids of the people told
 */
export async function tell(
	tx: Transaction,
	ctx: Context,
	personIds: Iterable<string | null>,
	message: Message,
): Promise<string[]> {
	const { actorId, actorName } = actorRecord(ctx.actor);
	const others = [...new Set(personIds)].filter((id) => id !== null && id !== actorId) as string[];
	const { kind, text, href } = message;
	const workspaces = "workspaceId" in message ? [message.workspaceId] : [...message.workspaces];
	const people = await whoSee(tx, others, workspaces);
	if (people.length === 0) return [];
	const at = ctx.now();
	await tx.inboxItem.createMany({
		data: people.map((personId) => ({ kind, text, href, workspaces, personId, at, byName: actorName })),
	});
	for (const personId of people) await notify(tx, INBOX_CHANNEL, personId);
	return people;
}

async function whoSee(tx: Transaction, ids: string[], about: string[]): Promise<string[]> {
	if (ids.length === 0) return ids;
	const limited = about.length === 0 ? [] : [{ workspaces: { hasEvery: about } }];
	const rows = await tx.person.findMany({
		where: { id: { in: ids }, OR: [{ workspaces: { isEmpty: true } }, ...limited] },
		select: { id: true },
	});
	const seeing = new Set(rows.map(({ id }) => id));
	return ids.filter((id) => seeing.has(id));
}
