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

const task = (title: string, description: string, dueHours: number | null = null, blocking = false) => ({
	title,
	description,
	blocking,
	dueHours,
});

/** What to find out about a click on a bad link. Source: DESIGN.md, "The click playbook". */
export const CLICK_PLAYBOOK: readonly TemplateTask[] = [
	task(
		"Outcome of the click",
		"Was the page reached, blocked or warned about? Were credentials typed or a file downloaded?",
		1,
		true,
	),
	task("The mail", "Sender, authentication (SPF, DKIM, DMARC), delivery, and whether ZAP took it back."),
	task("The URL", "The chain of redirects, the age of the domain, and what the page is."),
	task("Plausibility of the click", "Time from delivery to click, and whose IP address it was: the user's?"),
	task("Scope", "Other recipients of the mail, other people who clicked.", 4, true),
	task("Ask the user", "What they saw, what they typed, what they opened."),
	task(
		"Identity after the click",
		"New IP address or country, reuse of a session, an MFA method added, consent granted to an app.",
		4,
		true,
	),
	task("Mailbox after the click", "Inbox rules, forwarding, mail sent in bulk."),
	task("Endpoint", "Downloads and processes on the device around the time of the click."),
	task("Contain", "Revoke sessions, reset the password, purge the mail, block the URL.", 4, true),
	task(
		"Close",
		"Verdict and evidence; submit to Microsoft; notify who must know; tune what let it through.",
		null,
		true,
	),
];

/** When a task of a template is due, if the case is given it at `at`. */
export function dueAt(hours: number | null, at: Date): Date | null {
	return hours === null ? null : new Date(at.getTime() + hours * 3_600_000);
}
