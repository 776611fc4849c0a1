import { defang } from "@/lib/core/defang";
import { cutText, utcMinute } from "@/lib/core/text-rules";
import { withoutLiveUrls } from "@/lib/core/visible-text";
import type { Escalation } from "@/lib/decisions/escalation";
import type { Message } from "./message";
import { oneLine } from "./rules";

/** Findings listed one by one in an event; more are only counted. */
export const LISTED_FINDINGS = 50;

const URL_MOST = 500;
const FIELD_MOST = 200;
const NOTE_MOST = 2_000;

/** What the event needs of a finding that was escalated. */
/** The data of `finding.escalated`, version 1; docs/webhooks.md describes it for receivers. */
export type EscalatedData = ReturnType<typeof escalatedData>;

/** One event for one decision. URLs are defanged here, so that no live one is ever stored or sent. */
export function escalatedData(escalation: Escalation, publicUrl: string | undefined) {
	const { findings } = escalation;
	const listed = findings.slice(0, LISTED_FINDINGS);
	const field = (text: string | null) => (text === null ? null : quoted(text));
	return {
		decision: {
			id: escalation.decisionId,
			at: escalation.at.toISOString(),
			by: { name: quoted(escalation.by.name), verified: escalation.by.verified },
			note: escalation.note === null ? null : cutText(withoutLiveUrls(escalation.note), NOTE_MOST),
		},
		count: findings.length,
		findings: listed.map((finding) => ({
			id: finding.id,
			huntId: field(finding.huntId),
			accountUpn: field(finding.accountUpn),
			clickedThrough: finding.clickedThrough,
			threatTypes: finding.threatTypes.slice(0, 10).map(quoted),
			eventAt: finding.eventAt.toISOString(),
			urlDefanged: finding.url === null ? null : oneLine(defang(finding.url), URL_MOST),
			actionType: field(finding.actionType),
			workload: field(finding.workload),
			ipAddress: field(finding.ipAddress),
			link: publicUrl === undefined ? null : `${publicUrl}/findings?status=all&finding=${finding.id}`,
		})),
		/** Findings of the decision that are not listed. */
		omitted: findings.length - listed.length,
		link: publicUrl === undefined ? null : `${publicUrl}/findings?status=escalated`,
	};
}

export function escalatedMessage(data: EscalatedData): Message {
	const { decision, count, findings } = data;
	const [only] = findings;
	return {
		title: count === 1 ? "A finding was escalated" : `${count.toLocaleString("en")} findings were escalated`,
		facts: [
			{ name: "By", value: `${decision.by.name}${decision.by.verified ? "" : " (unverified)"}` },
			{ name: "At", value: utcMinute(decision.at) },
		],
		note: decision.note,
		items: findings.map((finding) => ({
			title: finding.accountUpn ?? "No account",
			lines: [
				[
					clicked(finding.clickedThrough),
					...finding.threatTypes,
					finding.workload,
					utcMinute(finding.eventAt),
				]
					.filter((part) => part !== null)
					.join(" · "),
				...(finding.urlDefanged === null ? [] : [finding.urlDefanged]),
			],
			link: finding.link,
		})),
		more: data.omitted,
		link: count === 1 && only ? only.link : data.link,
	};
}

/** A field that may hold anything on one line. */
function quoted(text: string): string {
	return withoutLiveUrls(oneLine(text, FIELD_MOST));
}

function clicked(clickedThrough: boolean | null): string | null {
	if (clickedThrough === null) return null;
	return clickedThrough ? "Clicked through" : "Did not click through";
}
