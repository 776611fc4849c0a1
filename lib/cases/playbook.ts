/** A task as a new case gets it. */
export interface PlaybookTask {
	readonly title: string;
	readonly description: string;
	/** The case cannot be closed while it is open. */
	readonly blocking: boolean;
}

/**
 * What is to be found out and done after a click, in this order. Three hold the case open: without the outcome, the
 * scope and the containment a verdict is a guess. Where one does not apply, it is skipped, which says so.
 */
export const CLICK_PLAYBOOK: readonly PlaybookTask[] = [
	{
		title: "Outcome of the click",
		description: "Did the person reach the page, and enter or download anything there?",
		blocking: true,
	},
	{
		title: "The mail",
		description:
			"Sender, authentication (SPF, DKIM, DMARC), delivery, and whether it was purged since (ZAP).",
		blocking: false,
	},
	{
		title: "The URL",
		description: "The chain of redirects, the age of the domain, and what the page is.",
		blocking: false,
	},
	{
		title: "Plausibility of the click",
		description: "Time from delivery to click, and who owns the IP address: a person or a scanner?",
		blocking: false,
	},
	{
		title: "Scope",
		description: "Who else got the mail, who else clicked, in every workload.",
		blocking: true,
	},
	{
		title: "Ask the person",
		description: "What they saw, entered and opened; on which device.",
		blocking: false,
	},
	{
		title: "Identity after the click",
		description:
			"Sign-ins from a new IP address or country, a session used elsewhere, a new MFA method, consent given to an app.",
		blocking: false,
	},
	{
		title: "Mailbox after the click",
		description: "New inbox rules, forwarding, mail sent to many.",
		blocking: false,
	},
	{
		title: "Endpoint",
		description: "Downloads, processes and alerts of the device after the click.",
		blocking: false,
	},
	{
		title: "Contain",
		description: "Revoke sessions, reset the password, purge the mail, block the sender and the URL.",
		blocking: true,
	},
	{
		title: "Close",
		description: "Verdict, evidence kept, submission to the vendor, who was notified, what is to be tuned.",
		blocking: false,
	},
];
