import { z } from "zod";
import { fromRow } from "@/lib/core/answer";
import { readCursor, writeCursor } from "@/lib/core/input/cursor";
import { parseInput } from "@/lib/core/input/parse";
import { instant } from "@/lib/core/time";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { type InboxItem, Prisma } from "@/lib/platform/db/generated/client.ts";
import { type InboxPage, inboxItem } from "./answers";
import { countUnread, ownInboxSql } from "./own";
import type { InboxKind } from "./rules";
import { type InboxInput, inboxInput } from "./schema";

const place = z.tuple([instant, z.uuid()]);

/** A page of one's own inbox, newest first. @throws AppError `invalid_input` */
export async function listInbox(ctx: Context, input: InboxInput): Promise<InboxPage> {
	authorize(ctx.actor, "inbox.own");
	const { unread, cursor, limit } = parseInput(inboxInput, input);
	const [at, id] = cursor === undefined ? [] : readCursor(place, cursor);
	const wanted = [
		ownInboxSql(ctx.actor),
		...(unread ? [Prisma.sql`"readAt" IS NULL`] : []),
		...(at === undefined || id === undefined
			? []
			: [Prisma.sql`("at", "id") < (${new Date(at)}::timestamptz, ${id}::uuid)`]),
	];
	const [rows, count] = await Promise.all([
		ctx.db.$queryRaw<InboxItem[]>`
			SELECT * FROM "InboxItem" WHERE ${Prisma.join(wanted, " AND ")}
			ORDER BY "at" DESC, "id" DESC LIMIT ${limit + 1}`,
		countUnread(ctx),
	]);
	const items = rows.slice(0, limit);
	const last = rows.length > limit ? items.at(-1) : undefined;
	return {
		items: items.map((row) => ({
			...fromRow(inboxItem, row),
			kind: row.kind as InboxKind,
			by: row.byName,
		})),
		nextCursor: last ? writeCursor([last.at.toISOString(), last.id]) : null,
		unread: count,
	};
}
