/**
 * What a hit is often harmless for, by the table a hunt reads, where its file does not say.
 * Source: the false-positive classes behind BENIGN_REASONS (lib/triage/findings/rules.ts).
 */
export const DEFAULT_FALSE_POSITIVES: Readonly<Record<string, readonly string[]>> = {
	UrlClickEvents: [
		"An attack simulation or a vendor's phishing test: the sender and the link belong to the exercise.",
		"A scanner, gateway or sandbox: the click comes seconds after delivery, from an address that is not the user's.",
		"The SOC's own click while it looked into the mail.",
		"A link rewritten by another gateway, which is judged instead of its target.",
		"A legitimate site flagged by mistake, or a verdict reversed since.",
		"A shared egress address or a shared mailbox: someone else clicked.",
		"The user reported the mail and did not proceed.",
		"Not harmless: mail purged after delivery (ZAP). That raises the priority of the click.",
	],
};
