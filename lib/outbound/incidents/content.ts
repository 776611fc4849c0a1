import { defang } from "@/lib/core/defang";
import { cutText, utcMinute } from "@/lib/core/text-rules";
import { visibleProse } from "@/lib/core/visible-text";
import { config } from "@/lib/platform/config/config";
import type { Database } from "@/lib/platform/db/client";
import { stringLiteral } from "@/lib/sources/kql/literals";
import { mailId } from "@/lib/triage/findings/mail-rules";
import { guidOf } from "./hash";
import { INCIDENT_LIMITS, type IncidentFields, incidentFields, incidentLabels } from "./rules";

/** A comment or bookmark as it should be in Sentinel. */
export interface Wanted {
	readonly guid: string;
	readonly properties: Readonly<Record<string, unknown>>;
}

/** A case as it should be in Sentinel, before anybody looked at how much room there is. */
export interface IncidentContent {
	readonly fields: IncidentFields;
	readonly labels: readonly string[];
	readonly descriptionCut: boolean;
	/** Oldest first. */
	readonly comments: readonly Wanted[];
	readonly commentsCut: number;
	/** The most telling first. */
	readonly bookmarks: readonly Wanted[];
	readonly findings: number;
}

/**
 * What Sentinel should hold of a case. GUIDs come from the incident's and from what they stand for, so that the same
 * content always has the same. Sentinel renders comments as Markdown: every URL in them is defanged.
 * @returns null when the case is gone
 */
export async function incidentContent(
	db: Database,
	caseId: string,
	incidentId: string,
): Promise<IncidentContent | null> {
	const row = await db.case.findUnique({
		where: { id: caseId },
		include: {
			mergedInto: { select: { number: true } },
			comments: { where: { deletedAt: null }, orderBy: [{ at: "asc" }, { id: "asc" }] },
			_count: { select: { findings: true } },
		},
	});
	if (row === null) return null;
	const owner =
		row.ownerId === null
			? null
			: await db.person.findUnique({ where: { id: row.ownerId }, select: { name: true, login: true } });
	const { publicUrl } = config();
	const pushed = {
		...row,
		owner,
		findings: row._count.findings,
		mergedInto: row.mergedInto?.number ?? null,
		link: publicUrl === undefined ? null : `${publicUrl}/cases/${row.number}`,
	};
	const { fields, descriptionCut } = incidentFields(pushed, visibleProse);
	const comments = row.comments.map((comment) => ({
		guid: guidOf(incidentId, "comment", comment.id),
		message: `**${visibleProse(comment.authorName)}**, ${utcMinute(comment.at)}\n\n${visibleProse(comment.body)}`,
	}));
	return {
		fields,
		labels: incidentLabels(pushed).map(visibleProse),
		descriptionCut,
		comments: comments.map(({ guid, message }) => ({
			guid,
			properties: { message: cutText(message, INCIDENT_LIMITS.comment) },
		})),
		commentsCut: comments.filter(({ message }) => message.length > INCIDENT_LIMITS.comment).length,
		bookmarks: await bookmarks(db, caseId, incidentId),
		findings: row._count.findings,
	};
}

/** Clicks that went through first, then the newest: what a reader in Sentinel should see when not all fit. */
async function bookmarks(db: Database, caseId: string, incidentId: string): Promise<Wanted[]> {
	const rows = await db.caseFinding.findMany({
		where: { caseId },
		orderBy: [
			{ finding: { clickedThrough: { sort: "desc", nulls: "last" } } },
			{ finding: { eventAt: "desc" } },
			{ findingId: "asc" },
		],
		take: INCIDENT_LIMITS.bookmarks,
		include: { finding: true },
	});
	const runs = await db.huntRun.findMany({
		where: {
			id: { in: rows.flatMap(({ finding }) => (finding.reportId === null ? [finding.lastRunId] : [])) },
		},
		select: { id: true, kql: true },
	});
	const queryOf = new Map(runs.map(({ id, kql }) => [id, kql]));
	return rows.map(({ finding }) => ({
		guid: guidOf(incidentId, "bookmark", finding.id),
		properties: {
			displayName: cutText(
				visibleProse(
					[finding.accountUpn ?? "No account", finding.threatTypes.join(", ") || "click"].join(" · "),
				),
				200,
			),
			query:
				finding.reportId === null
					? (queryOf.get(finding.lastRunId) ?? "print Query = 'not kept'")
					: `UrlClickEvents\n| where ReportId == ${stringLiteral(finding.reportId)}`,
			queryResult: JSON.stringify({
				ReportId: finding.reportId,
				AccountUpn: finding.accountUpn,
				IsClickedThrough: finding.clickedThrough,
				ThreatTypes: finding.threatTypes.join(","),
				ActionType: finding.actionType,
				Workload: finding.workload,
				IPAddress: finding.ipAddress,
				NetworkMessageId: mailId(finding.networkMessageId),
				UrlDefanged: finding.url === null ? null : visibleProse(defang(finding.url)),
			}),
			eventTime: finding.eventAt.toISOString(),
			...(finding.note === null ? {} : { notes: cutText(visibleProse(finding.note), 2_000) }),
		},
	}));
}
