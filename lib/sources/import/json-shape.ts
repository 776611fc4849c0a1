import { AppError } from "@/lib/core/errors";
import { errorText, ROW_LISTS } from "@/lib/sources/import/json-answer";
import { spansIn } from "@/lib/sources/import/json-spans";
import type { ImportFormat } from "@/lib/sources/import/source";

/** What the first value of a file is made of, as far as it has been read. */
interface FirstValue {
	/** The text from its members on, by their names. */
	readonly members: ReadonlyMap<string, string>;
	/** Nothing follows it. */
	readonly alone: boolean;
	/** It is in a list. */
	readonly listed: boolean;
}

/** Whether a JSON file holds rows as they are or the answer of a service around them. */
export function shapeOf(
	head: string,
	begins: "json-array" | "json-lines",
): { readonly format: Exclude<ImportFormat, "csv" | "parquet">; readonly answer: boolean } {
	const { members, listed } = firstValue(head);
	if (listed) return { format: begins, answer: members.has("TableName") };
	const batch = rowLists(members);
	// Batches of records one a line are read a line at a time, so that a broken one costs only itself.
	const streamed = batch.length > 0 && batch.every((name) => name === "records") && firstLineIsWhole(head);
	if (batch.length === 0 || streamed) return { format: begins, answer: false };
	return { format: "json-answer", answer: true };
}

/**
 * Refuses JSON that is known not to be rows, which would otherwise become a table of whatever its members are.
 * @throws AppError `invalid_input`
 */
export function refuseForeign(head: string, fileName: string): void {
	const first = firstValue(head);
	const found = foreignName(first);
	if (found === null) return;
	throw new AppError("invalid_input", `${fileName} ${found.is}.`, {
		places: [{ file: fileName, message: found.is }],
		remedy: found.remedy,
	});
}

const EXPORT_ROWS =
	"Import the rows themselves: a JSON array of rows, JSON lines, or an answer of Log Analytics or of Microsoft Graph advanced hunting.";

function foreignName(first: FirstValue): { readonly is: string; readonly remedy: string } | null {
	const { members, alone, listed } = first;
	const has = (...names: string[]) => names.every((name) => members.has(name));
	const begins = (name: string, open: string) => members.get(name)?.startsWith(open) === true;
	if (isRow(members)) return null;
	const lists = rowLists(members);
	if (listed && has("FrameType")) {
		return {
			is: "is an answer of the Kusto v2 query endpoint, which is not read",
			remedy: "Ask the v1 endpoint (/v1/rest/query), or export the rows as CSV.",
		};
	}
	if (listed && lists.length > 0) {
		return {
			is: "is a list of answers, each with rows of its own",
			remedy: "Save each answer to its own file.",
		};
	}
	if (lists.length > 0) return null;
	if (alone && begins("error", "{")) {
		const said = errorText(whole(members.get("error")));
		return {
			is: `is an error a service answered${said === null ? "" : ` (${said})`}, not rows`,
			remedy: "Run the query again, and export its result.",
		};
	}
	if (/^\[\s*[{\]]/.test(members.get("value") ?? "") || has("@odata.context")) {
		return {
			is: "is a list of Microsoft Graph or Azure Resource Manager (value), not rows of a table",
			remedy: `Its entries have other columns than the tables of the logs. ${EXPORT_ROWS}`,
		};
	}
	if (begins("hits", "{")) {
		return { is: "is an answer of Elasticsearch (hits), which is not read", remedy: EXPORT_ROWS };
	}
	if (begins("result", "{") && (has("preview") || has("offset"))) {
		return { is: "is an export of Splunk (result), which is not read", remedy: EXPORT_ROWS };
	}
	if (begins("Records", "[")) {
		return { is: "is a log of AWS CloudTrail (Records), which is not read", remedy: EXPORT_ROWS };
	}
	if (has("$schema")) {
		return { is: "is a template or a schema ($schema), not rows", remedy: EXPORT_ROWS };
	}
	if (alone && !listed && holdsRows(members)) {
		const names = [...members.keys()].slice(0, 8).join(", ").slice(0, 120);
		return {
			is: `is one JSON object (${names}) with lists inside it, not rows`,
			remedy: `${EXPORT_ROWS} If it is a single row, put it between [ and ].`,
		};
	}
	return null;
}

/** Names of the members that hold lists of rows, or of tables with rows. */
function rowLists(members: ReadonlyMap<string, string>): string[] {
	if (isRow(members)) return [];
	return [...members].flatMap(([name, text]) => {
		const lower = name.toLowerCase();
		if (lower !== "tables" && !(ROW_LISTS.has(lower) && name !== "Records")) return [];
		return /^\[\s*(?:[{\]]|$)/.test(text) ? [lower] : [];
	});
}

/** A row of a log tells its time; what is around rows does not. */
function isRow(members: ReadonlyMap<string, string>): boolean {
	return [...members].some(
		([name, text]) => /^(timegenerated( \[utc\])?|timestamp|time)$/i.test(name) && text.startsWith('"'),
	);
}

/** Whether a member is a list of objects or of lists, or has one inside it. */
function holdsRows(members: ReadonlyMap<string, string>): boolean {
	const isList = (text: string) => /^\[\s*[{[]/.test(text);
	return [...members.values()].some(
		(text) =>
			isList(text) ||
			(text.startsWith("{") &&
				[...spansIn(text, 0)].some(({ start, end }) =>
					isList(text.slice(start, Math.min(end, start + 100))),
				)),
	);
}

function firstValue(head: string): FirstValue {
	const start = Math.max(head.search(/\S/), 0);
	const listed = head[start] === "[";
	let from = start;
	let to = head.length;
	if (listed) {
		const [first] = spansIn(head, start);
		if (first === undefined) return { members: new Map(), alone: false, listed };
		({ start: from, end: to } = first);
	}
	const members = new Map<string, string>();
	let last = from;
	for (const { key, start: at, end } of spansIn(head, from)) {
		if (key !== null) members.set(key, head.slice(at, Math.min(end, to)));
		last = end;
		if (members.size >= 1_000) break;
	}
	return { members, alone: /^\s*\}?\s*$/.test(head.slice(last, last + 4096)), listed };
}

function firstLineIsWhole(head: string): boolean {
	const text = head.trimStart();
	const feed = text.indexOf("\n");
	return isJson(feed === -1 ? text : text.slice(0, feed));
}

function isJson(text: string): boolean {
	return whole(text) !== undefined;
}

/** The value of JSON text; undefined when it is broken or ends early. */
function whole(text: string | undefined): unknown {
	try {
		return text === undefined ? undefined : (JSON.parse(text) as unknown);
	} catch {
		return undefined;
	}
}
