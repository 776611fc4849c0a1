import { z } from "zod";
import type { Context } from "@/lib/context";
import { csvCell } from "@/lib/csv";
import { authorize } from "@/lib/identity/permissions";
import { defang } from "./defang";
import { listFindings } from "./list";
import { type FindingSummary, findingListInput, PAGE_LIMIT } from "./schema";

export const exportInput = findingListInput
	.omit({ cursor: true, limit: true })
	.extend({ format: z.enum(["csv", "json"]).default("csv") });
export type ExportInput = z.infer<typeof exportInput>;

const COLUMNS: readonly [
	name: string,
	read: (finding: FindingSummary) => string | number | boolean | null,
][] = [
	["id", (f) => f.id],
	["status", (f) => f.status],
	["account_upn", (f) => f.accountUpn],
	["clicked_through", (f) => f.clickedThrough],
	["threat_types", (f) => f.threatTypes.join(", ")],
	["event_time_utc", (f) => f.eventAt],
	["url_defanged", (f) => (f.url === null ? null : defang(f.url))],
	["action_type", (f) => f.actionType],
	["workload", (f) => f.workload],
	["ip_address", (f) => f.ipAddress],
	["first_seen_utc", (f) => f.firstSeenAt],
	["last_seen_utc", (f) => f.lastSeenAt],
	["verdict", (f) => f.decision?.verdict ?? null],
	["reason", (f) => f.decision?.reason ?? null],
	["note", (f) => f.decision?.note ?? null],
	["decided_by", (f) => f.decision?.by.name ?? null],
	["decided_by_verified", (f) => f.decision?.by.verified ?? null],
	["decided_at_utc", (f) => f.decision?.at ?? null],
	["sample", (f) => f.sample],
];

/** All findings that match, as text in chunks of a page each; URLs are defanged in CSV, where they are clicked. */
export async function* exportFindings(
	ctx: Context,
	{ format, ...input }: ExportInput,
): AsyncGenerator<string> {
	authorize(ctx.actor, "findings.read");
	if (format === "csv") yield `${COLUMNS.map(([name]) => name).join(",")}\r\n`;
	else yield "[";
	let cursor: string | undefined;
	let first = true;
	do {
		const page = await listFindings(ctx, { ...input, limit: PAGE_LIMIT, ...(cursor ? { cursor } : {}) });
		for (const finding of page.items) {
			if (format === "csv") yield `${COLUMNS.map(([, read]) => csvCell(read(finding))).join(",")}\r\n`;
			else yield `${first ? "\n" : ",\n"}${JSON.stringify(finding)}`;
			first = false;
		}
		cursor = page.nextCursor ?? undefined;
	} while (cursor);
	if (format === "json") yield "\n]\n";
}
