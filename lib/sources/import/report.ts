import type { Readable } from "node:stream";
import { z } from "zod";
import type { Answer } from "@/lib/core/answer";
import type { WorkspacePart } from "@/lib/sources/files/store";
import type { ImportLimits } from "./limits";
import type { DateOrder } from "./values";

export interface ImportProgress {
	/** Taking the file in, finding out the types of its columns, or reading its rows. */
	readonly phase: "receiving" | "surveying" | "reading";
	/** Bytes of the file handled in this phase; `total` is null while it is not known. Parquet counts rows only. */
	readonly bytes: number;
	readonly total: number | null;
	readonly rowsRead: number;
}

export interface ImportOptions {
	/** The workspace directory; created when it is not there. */
	readonly directory: string;
	/** A path, or the bytes themselves. */
	readonly file: string | Readable;
	/** What the person calls the file; only for messages and the manifest. */
	readonly fileName: string;
	/** The table the rows belong to; without it, it is guessed from the columns. Envelopes name their own. */
	readonly table?: string | undefined;
	/** How dates such as 5/11/2026 are written, for a file in which nothing shows it. */
	readonly dates?: DateOrder | undefined;
	/** Keep the rows that can be read when others cannot, rather than refusing the file. */
	readonly keepGoodRows?: boolean;
	/** Remove the sample first. Without it an import into a sample workspace is refused. */
	readonly replaceSample?: boolean;
	/** Take a file that was imported before a second time. */
	readonly again?: boolean;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
	/** Smaller limits than {@link IMPORT_LIMITS}, for tests. */
	readonly limits?: Partial<ImportLimits>;
}

export const importAnswer = z.object({
	format: z.enum(["csv", "json-array", "json-lines", "json-answer", "parquet"]),
	/** The table that got the most rows. */
	table: z.string(),
	tables: z.array(z.object({ table: z.string(), rowsKept: z.int(), addedColumns: z.array(z.string()) })),
	rowsRead: z.int(),
	rowsKept: z.int(),
	rowsRefused: z.int(),
	/** The first hundred, in the order of the file. */
	problems: z.array(
		z.object({ line: z.int(), column: z.int(), field: z.string().nullable(), message: z.string() }),
	),
	problemsTotal: z.int(),
});

export interface ImportReport extends Answer<typeof importAnswer> {
	readonly parts: readonly WorkspacePart[];
}
