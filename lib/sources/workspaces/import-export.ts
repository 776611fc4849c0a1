import { Readable } from "node:stream";
import { z } from "zod";
import { AppError, fieldError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { config } from "@/lib/platform/config/config";
import { LOCAL_WORKSPACE } from "@/lib/platform/config/configured-workspaces";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { requireWorkspace } from "@/lib/platform/context/scope";
import { importFile } from "@/lib/sources/import/import-file";
import type { ImportReport } from "@/lib/sources/import/report";
import { DATE_ORDERS } from "@/lib/sources/import/values";
import { defaultWorkspace } from "./registry";

/** A switch of an address: on when it is there without a value, or is 1 or true. */
const yes = z
	.preprocess((value) => {
		if (value === "" || value === "1" || value === "true") return true;
		return value === "0" || value === "false" ? false : value;
	}, z.boolean("1 or 0"))
	.default(false);

export const importInput = z.object({
	/** What the person calls the file. */
	fileName: z.string().min(1).max(255),
	/** Guessed from the columns when not given. */
	table: z
		.string()
		.regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, "A table's name: letters, digits and underscores.")
		.optional(),
	/** How dates such as 5/11/2026 are written, for a file in which nothing shows it. */
	dates: z.enum(DATE_ORDERS).optional(),
	keepGoodRows: yes,
	replaceSample: yes,
	again: yes,
});
export type ImportInput = z.input<typeof importInput>;

/**
 * Imports a person's export into the local workspace, read from the stream as it comes.
 * @throws AppError what {@link importFile} throws; `conflict` while a Sentinel workspace is connected
 */
export async function importExport(
	ctx: Context,
	input: ImportInput,
	file: ReadableStream<Uint8Array> | null,
	signal?: AbortSignal,
): Promise<ImportReport> {
	authorize(ctx.actor, "workspace.import");
	const options = parseInput(importInput, input);
	if (defaultWorkspace().kind !== "local") {
		throw new AppError("conflict", "Hunts run against Sentinel: there is no local workspace to import into.");
	}
	requireWorkspace(ctx.actor, LOCAL_WORKSPACE.id);
	if (!file) throw fieldError("body", "is empty", "There is no file in the request.");
	const report = await importFile({
		...options,
		directory: config().workspaceDirectory,
		file: Readable.fromWeb(file as Parameters<typeof Readable.fromWeb>[0]),
		signal,
	});
	await ctx.db.$transaction((tx) =>
		recordAudit(tx, ctx, {
			verb: "workspace.import",
			target: ["workspace", LOCAL_WORKSPACE.id],
			after: {
				fileName: options.fileName,
				tables: report.tables.map(({ table, rowsKept }) => ({ table, rowsKept })),
				rowsRefused: report.rowsRefused,
				sampleReplaced: options.replaceSample,
			},
		}),
	);
	return report;
}
