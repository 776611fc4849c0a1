import { z } from "zod";
import { readCursor, writeCursor } from "@/lib/core/input/cursor";
import { parseInput } from "@/lib/core/input/parse";
import { instant } from "@/lib/core/time";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { InboxPage } from "./answers";
import { ownerOf } from "./own";
import type { InboxKind } from "./rules";
import { type InboxInput, inboxInput } from "./schema";

const place = z.tuple([instant, z.uuid()]);

/** A page of one's own inbox, newest first. @throws AppError `invalid_input` */
export async function listInbox(ctx: Context, input: InboxInput): Promise<InboxPage> {
	authorize(ctx.actor, "inbox.own");
	const { unread, cursor, limit } = parseInput(inboxInput, input);
	const personId = ownerOf(ctx.actor);
	const [at, id] = cursor === undefined ? [] : readCursor(place, cursor);
	const [rows, count] = await Promise.all([
		ctx.db.inboxItem.findMany({
			where: {
				personId,
				...(unread ? { readAt: null } : {}),
				...(at === undefined || id === undefined
					? {}
					: { OR: [{ at: { lt: new Date(at) } }, { at: new Date(at), id: { lt: id } }] }),
			},
			orderBy: [{ at: "desc" }, { id: "desc" }],
			take: limit + 1,
		}),
		ctx.db.inboxItem.count({ where: { personId, readAt: null } }),
	]);
	const items = rows.slice(0, limit);
	const last = rows.length > limit ? items.at(-1) : undefined;
	return {
		items: items.map((row) => ({
			id: row.id,
			kind: row.kind as InboxKind,
			at: row.at.toISOString(),
			text: row.text,
			href: row.href,
			by: row.byName,
			readAt: row.readAt?.toISOString() ?? null,
		})),
		nextCursor: last ? writeCursor([last.at.toISOString(), last.id]) : null,
		unread: count,
	};
}
