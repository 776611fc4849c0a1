import { withoutLiveUrls } from "@/lib/core/visible-text";
import type { Case } from "@/lib/platform/db/generated/client.ts";
import type { Message } from "./message";
import { oneLine } from "./rules";

const FIELD_MOST = 200;

/** What an event needs of a case. */
export type EventCase = Pick<
	Case,
	"id" | "number" | "title" | "severity" | "tlp" | "status" | "classification" | "ownerName"
>;

export interface CaseHappened {
	readonly of: EventCase;
	readonly at: Date;
	readonly by: { readonly name: string; readonly verified: boolean };
	/** What was before, of what has changed. */
	readonly before: { readonly status?: string | undefined; readonly owner?: string | null | undefined };
}

/** The data of every `case.…`, version 1; docs/webhooks.md describes it for receivers. */
export type CaseEventData = ReturnType<typeof caseEventData>;

/**
 * The title of a TLP:RED case is left out: a channel may be read by people whom the marking does not allow. That is all
 * TLP does here; it does not change who may open the case.
 */
export function caseEventData({ of, at, by, before }: CaseHappened, publicUrl: string | undefined) {
	return {
		case: {
			id: of.id,
			number: of.number,
			title: of.tlp === "red" ? null : quoted(of.title),
			severity: of.severity,
			tlp: of.tlp,
			status: of.status,
			classification: of.classification,
			owner: of.ownerName === null ? null : quoted(of.ownerName),
		},
		at: at.toISOString(),
		by: { name: quoted(by.name), verified: by.verified },
		before: {
			status: before.status ?? null,
			owner: before.owner === undefined || before.owner === null ? null : quoted(before.owner),
		},
		link: publicUrl === undefined ? null : `${publicUrl}/cases/${of.number}`,
	};
}

/** A way to show a case's event in a chat. @param what as the end of "Case #7 …" */
export function caseMessage(what: (data: CaseEventData) => string): (data: CaseEventData) => Message {
	return (data) => ({
		title: `Case #${data.case.number} ${what(data)}`,
		facts: [
			{ name: "Case", value: data.case.title ?? "Withheld (TLP:RED)" },
			{ name: "Severity", value: data.case.severity },
			{ name: "Owner", value: data.case.owner ?? "nobody" },
			{ name: "By", value: `${data.by.name}${data.by.verified ? "" : " (unverified)"}` },
		],
		note: null,
		items: [],
		more: 0,
		link: data.link,
	});
}

export const closedMessage = caseMessage(
	({ case: { classification } }) =>
		`was closed${classification === null ? "" : ` as ${classification.replaceAll("_", " ")}`}`,
);
export const statusMessage = caseMessage(({ case: { status } }) => `is ${status} now`);
export const assignedMessage = caseMessage(({ case: { owner } }) =>
	owner === null ? "is unassigned now" : "has a new owner",
);
export const openedMessage = caseMessage(() => "was opened");

function quoted(text: string): string {
	return withoutLiveUrls(oneLine(text, FIELD_MOST));
}
