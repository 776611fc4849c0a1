import { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import { findHandover } from "@/lib/handovers/handovers/find";
import { getReadBack } from "@/lib/handovers/read-back/read-back";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { handoverDifference } from "./difference";
import { getHandedOver } from "./get";
import { toMarkdown } from "./markdown";
import { type ExportInput, exportInput } from "./schema";

/** Version of the JSON document; it grows when a reader of the old one would read it wrongly. */
export const EXPORT_VERSION = 1;

export interface HandoverExport {
	readonly number: number;
	readonly format: "markdown" | "json";
	readonly text: string;
}

/**
 * A signed handover with what was said since, as a file. The JSON holds the frozen text as it was hashed, as a string.
 * Who took it is recorded.
 * @throws AppError `not_found`, `conflict` for a draft
 */
export async function exportHandover(
	ctx: Context,
	handoverId: string,
	input: ExportInput,
): Promise<HandoverExport> {
	authorize(ctx.actor, "handovers.read");
	const id = parseInput(z.uuid(), handoverId);
	const { format } = parseInput(exportInput, input);
	const { number } = await findHandover(ctx.db, ctx.actor, id);
	const [row] = await ctx.db.$queryRaw<{ snapshot: string | null }[]>`
		SELECT "snapshot"::text AS "snapshot" FROM "Handover" WHERE "id" = ${id}::uuid`;
	const handover = await getHandedOver(ctx, number);
	const readBack = await getReadBack(ctx, id);
	const difference = await handoverDifference(ctx, id);
	const text =
		format === "markdown"
			? toMarkdown(handover, readBack, difference)
			: `${JSON.stringify({ version: EXPORT_VERSION, snapshotSha256: handover.snapshotHash, snapshotText: row?.snapshot ?? null, handover, readBack, difference }, null, "\t")}\n`;
	await ctx.db.$transaction((tx) =>
		recordAudit(tx, ctx, { verb: "handovers.export", target: ["handover", id], after: { format } }),
	);
	return { number, format, text };
}
