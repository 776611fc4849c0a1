import type { AppErrorOptions, ErrorCode } from "@/lib/core/errors";
import type { DiskReserve } from "@/lib/platform/db/disk-room";
import type { ImportOptions, ImportProgress, ImportReport } from "./report";

/** What an import and the process that reads its file say to each other. */

export interface ImportWorkerOptions {
	/** Resident memory at which the child gives itself up, in MB. */
	readonly residentLimitMb: number;
}

export type ImportWork = Omit<ImportOptions, "file" | "signal" | "onProgress" | "limits"> & {
	/** A path; null when the bytes come on the standard input. */
	readonly file: string | null;
	/** What has to stay free on the database's disk: the child has no configuration of its own. */
	readonly disk: DiskReserve | null;
};

export type ToImportWorker =
	| { readonly type: "import"; readonly work: ImportWork }
	/** All bytes have been written to the standard input: its end is the end of the file. */
	| { readonly type: "sent" }
	/** The answer to `commit`. */
	| { readonly type: "commit" };

export type FromImportWorker =
	| { readonly type: "ready" }
	/** The workspace can take the file: its bytes may be written. */
	| { readonly type: "receive" }
	| { readonly type: "progress"; readonly progress: ImportProgress }
	/** All is read; waits for `commit` before anything of it becomes visible. */
	| { readonly type: "commit" }
	| { readonly type: "done"; readonly report: ImportReport }
	| {
			readonly type: "refused";
			readonly code: ErrorCode;
			readonly message: string;
			readonly options: Pick<AppErrorOptions, "places" | "remedy" | "details">;
	  }
	/** A fault of the product's own. */
	| { readonly type: "failed"; readonly message: string };
