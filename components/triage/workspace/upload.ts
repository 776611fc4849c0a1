import { ApiProblem } from "@/components/client/api";
import { withSignIn } from "@/components/client/signed-out";
import type { ImportReport } from "@/lib/sources/import/report";
import type { DateOrder } from "@/lib/sources/import/values";

/** What the import route answers. */
export type ImportResult = Omit<ImportReport, "parts">;

export interface ImportRequest {
	readonly file: File;
	/** Null has the table guessed from the columns. */
	readonly table: string | null;
	/** Null has the file's own dates show how they are written. */
	readonly dates: DateOrder | null;
	readonly keepGoodRows: boolean;
	readonly replaceSample: boolean;
	readonly again: boolean;
}

export interface UploadOptions {
	/** Share of the file that has been sent, 0 to 1. After 1 the server still reads its rows. */
	readonly onProgress: (share: number) => void;
	readonly signal: AbortSignal;
}

/**
 * Sends a file to be imported. By XMLHttpRequest, since fetch does not say how much has been sent.
 * @throws ApiProblem for every refusal; DOMException `AbortError` when the signal fires
 */
export function uploadImport(wanted: ImportRequest, options: UploadOptions): Promise<ImportResult> {
	return withSignIn(() => upload(wanted, options), { write: true, signal: options.signal });
}

function upload(wanted: ImportRequest, { onProgress, signal }: UploadOptions): Promise<ImportResult> {
	return new Promise((resolve, reject) => {
		const call = new XMLHttpRequest();
		call.open("POST", `/api/workspace/imports?${importSearch(wanted)}`);
		call.setRequestHeader("accept", "application/json");
		call.setRequestHeader("content-type", "application/octet-stream");
		call.upload.addEventListener("progress", ({ loaded, total }) => {
			if (total > 0) onProgress(loaded / total);
		});
		call.addEventListener("load", () => {
			const document = readJson(call.responseText);
			if (call.status >= 200 && call.status < 300) resolve(document as unknown as ImportResult);
			else reject(new ApiProblem(call.status, document));
		});
		call.addEventListener("error", () => {
			reject(
				new ApiProblem(0, {
					title: "The upload was interrupted",
					detail:
						"The file could not be sent: the connection was lost, or the file has changed since it was chosen.",
					remedy: "Choose the file again and repeat the import. Nothing was changed.",
					code: "unavailable",
				}),
			);
		});
		call.addEventListener("abort", () => reject(new DOMException("The import was cancelled.", "AbortError")));
		signal.addEventListener("abort", () => call.abort(), { once: true });
		call.send(wanted.file);
	});
}

/** The route's parameters; what is not asked for is left out. */
export function importSearch({
	file,
	table,
	dates,
	keepGoodRows,
	replaceSample,
	again,
}: Omit<ImportRequest, "file"> & { readonly file: Pick<File, "name"> }): URLSearchParams {
	const search = new URLSearchParams({ fileName: file.name });
	if (table !== null) search.set("table", table);
	if (dates !== null) search.set("dates", dates);
	if (keepGoodRows) search.set("keepGoodRows", "1");
	if (replaceSample) search.set("replaceSample", "1");
	if (again) search.set("again", "1");
	return search;
}

function readJson(text: string): Record<string, unknown> {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		// A proxy's own error page, most likely: the status is what we know.
		return {};
	}
}
