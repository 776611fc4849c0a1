import { defang } from "@/lib/core/defang";
import { allPages, type Columns, exportText } from "@/lib/core/export";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { TimelineEntry } from "./answers";
import { listTimeline } from "./list";
import { TIMELINE_PAGE_LIMIT, type TimelineExportInput } from "./schema";

const COLUMNS: Columns<TimelineEntry> = [
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
	const limit = TIMELINE_PAGE_LIMIT;
	const pages = allPages((from) => listTimeline(ctx, caseId, { ...input, limit, ...from }));
	yield* exportText(format, pages, COLUMNS);
}
