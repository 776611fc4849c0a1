import { type CsvValue, csvHead, csvRow } from "@/lib/core/csv";
import { defang } from "@/lib/core/defang";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { TimelineEntry } from "./answers";
import { listTimeline } from "./list";
import { TIMELINE_PAGE_LIMIT, type TimelineExportInput } from "./schema";

const COLUMNS: readonly [name: string, read: (entry: TimelineEntry) => CsvValue][] = [
	["time_utc", (entry) => entry.at],
	["kind", (entry) => entry.kind],
	["what", (entry) => entry.what],
	["by", (entry) => entry.by],
	["account_upn", (entry) => entry.user],
	["url_defanged", (entry) => (entry.url === null ? null : defang(entry.url))],
	["ip_address", (entry) => entry.ip],
	["findings", (entry) => entry.findings],
	["finding_id", (entry) => entry.findingId],
	["text", (entry) => entry.text],
	["data", (entry) => (entry.data === null ? null : JSON.stringify(entry.data))],
];

/** The whole timeline as text in chunks of a page each; URLs are defanged in CSV, where they are clicked. */
export async function* exportTimeline(
	ctx: Context,
	caseId: string,
	{ format, ...input }: TimelineExportInput,
): AsyncGenerator<string> {
	authorize(ctx.actor, "cases.read");
	let cursor: string | undefined;
	let first = true;
	do {
		const page = await listTimeline(ctx, caseId, {
			...input,
			limit: TIMELINE_PAGE_LIMIT,
			...(cursor ? { cursor } : {}),
		});
		if (cursor === undefined) yield format === "csv" ? csvHead(COLUMNS.map(([name]) => name)) : "[";
		for (const entry of page.items) {
			if (format === "csv") yield csvRow(COLUMNS.map(([, read]) => read(entry)));
			else yield `${first ? "\n" : ",\n"}${JSON.stringify(entry)}`;
			first = false;
		}
		cursor = page.nextCursor ?? undefined;
	} while (cursor);
	if (format === "json") yield "\n]\n";
}
