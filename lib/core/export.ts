import { type CsvValue, csvHead, csvRow } from "./csv";

/** The columns of a CSV file: what each is called, and what it holds of a record. */
export type Columns<T> = readonly (readonly [name: string, read: (record: T) => CsvValue])[];

interface Page<T> {
	readonly items: readonly T[];
	readonly nextCursor: string | null;
}

/** The records of a list page by page. @param read a page, from where the one before ended */
export async function* allPages<T>(
	read: (from: { cursor?: string }) => Promise<Page<T>>,
): AsyncGenerator<readonly T[]> {
	let cursor: string | null = null;
	do {
		const page: Page<T> = await read(cursor === null ? {} : { cursor });
		yield page.items;
		cursor = page.nextCursor;
	} while (cursor !== null);
}

/**
 * A file of records as text, a chunk for each batch: CSV, one JSON array, or a line of JSON for each. Nothing is
 * written before the first batch is read, so that a refusal comes before the file.
 */
export async function* exportText<T>(
	format: "csv" | "json" | "jsonl",
	batches: AsyncIterable<readonly T[]>,
	columns: Columns<T>,
): AsyncGenerator<string> {
	let text = { csv: csvHead(columns.map(([name]) => name)), json: "[", jsonl: "" }[format];
	let before = "\n";
	for await (const batch of batches) {
		for (const record of batch) {
			if (format === "csv") text += csvRow(columns.map(([, read]) => read(record)));
			else if (format === "jsonl") text += `${JSON.stringify(record)}\n`;
			else {
				text += before + JSON.stringify(record);
				before = ",\n";
			}
		}
		if (text !== "") yield text;
		text = "";
	}
	if (format === "json") text += "\n]\n";
	if (text !== "") yield text;
}
