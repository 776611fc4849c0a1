/** What a case is to be asked, in which order. */

export const TEMPLATE_NAME_LIMIT = 80;
export const TEMPLATE_LIMIT = 50;
export const TEMPLATE_TASK_LIMIT = 60;
/** A year, in hours. */
export const DUE_HOURS_LIMIT = 8_760;

/** The id by which the built-in playbook goes where a template is meant. */
export const BUILT_IN = "click-playbook";

export interface TemplateTask {
	readonly title: string;
	readonly description: string;
	/** The case cannot be closed while it is open. */
	readonly blocking: boolean;
	/** Hours from when the case is given it; null: no due time. */
	readonly dueHours: number | null;
}

/**
 * What is to be found out and done after a click, in this order. Three hold the case open: without the outcome, the
 * scope and the containment a verdict is a guess. Where one does not apply, it is skipped, which says so.
 */
export const CLICK_PLAYBOOK: readonly TemplateTask[] = [
	{
		title: "Outcome of the click",
		description: "Did the person reach the page, and enter or download anything there?",
		blocking: true,
		dueHours: 1,
	},
	{
		title: "The mail",
		description:
			"Sender, authentication (SPF, DKIM, DMARC), delivery, and whether it was purged since (ZAP).",
		blocking: false,
		dueHours: null,
	},
	{
		title: "The URL",
		description: "The chain of redirects, the age of the domain, and what the page is.",
		blocking: false,
		dueHours: null,
	},
	{
		title: "Plausibility of the click",
		description: "Time from delivery to click, and who owns the IP address: a person or a scanner?",
		blocking: false,
		dueHours: null,
	},
	{
		title: "Scope",
		description: "Who else got the mail, who else clicked, in every workload.",
		blocking: true,
		dueHours: 4,
	},
	{
		title: "Ask the person",
		description: "What they saw, entered and opened; on which device.",
		blocking: false,
		dueHours: null,
	},
	{
		title: "Identity after the click",
		description:
			"Sign-ins from a new IP address or country, a session used elsewhere, a new MFA method, consent given to an app.",
		blocking: false,
		dueHours: 4,
	},
	{
		title: "Mailbox after the click",
		description: "New inbox rules, forwarding, mail sent to many.",
		blocking: false,
		dueHours: null,
	},
	{
		title: "Endpoint",
		description: "Downloads, processes and alerts of the device after the click.",
		blocking: false,
		dueHours: null,
	},
	{
		title: "Contain",
		description: "Revoke sessions, reset the password, purge the mail, block the sender and the URL.",
		blocking: true,
		dueHours: 4,
	},
	{
		title: "Close",
		description: "Verdict, evidence kept, submission to the vendor, who was notified, what is to be tuned.",
		blocking: false,
		dueHours: null,
	},
];

/** When a task of a template is due, if the case is given it at `at`. */
export function dueAt(hours: number | null, at: Date): Date | null {
	return hours === null ? null : new Date(at.getTime() + hours * 3_600_000);
}
