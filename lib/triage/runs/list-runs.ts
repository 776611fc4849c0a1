import { z } from "zod";
import { readCursor, writeCursor } from "@/lib/core/input/cursor";
import { parseInput } from "@/lib/core/input/parse";
import { instant } from "@/lib/core/time";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { type RunListInput, type RunPage, runListInput } from "@/lib/triage/catalogue/schema";
import { toRun } from "./run-dto";
import { runWhere } from "./run-where";

/** Where a page ended: when its last run was asked for, and its id. */
const cursorShape = z.tuple([instant, z.uuid()]);

/** One page of the runs, newest first. @throws AppError `invalid_input` */
export async function listRuns(ctx: Context, input: RunListInput): Promise<RunPage> {
	authorize(ctx.actor, "hunts.read");
	const { limit, cursor, ...filter } = parseInput(runListInput, input);
	const after = cursor === undefined ? null : readCursor(cursorShape, cursor);
	const rows = await ctx.db.huntRun.findMany({
		where: { AND: [runWhere(ctx.actor, filter), after === null ? {} : { OR: beyond(after) }] },
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: limit + 1,
	});
	const items = rows.slice(0, limit).map(toRun);
	const last = rows.length > limit ? items.at(-1) : undefined;
	return { items, nextCursor: last ? writeCursor([last.createdAt, last.id]) : null };
}

function beyond([at, id]: z.infer<typeof cursorShape>) {
	return [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }];
}
