import type { BenignReason } from "@/lib/triage/findings/rules";

interface ReasonText {
	readonly label: string;
	readonly hint: string;
}

/** The benign reasons in words, in the order of their digits. */
export const REASON: Record<BenignReason, ReasonText> = {
	attack_simulation: { label: "Attack simulation", hint: "Simulation training or a vendor’s phishing test" },
	automated_scanner: {
		label: "Automated scanner",
		hint: "Gateway or sandbox detonation: seconds after delivery, not the user’s address",
	},
	soc_activity: { label: "Our own click", hint: "Someone in the SOC opened it" },
	rewritten_by_gateway: { label: "Rewritten by another gateway", hint: "The click went to a wrapped URL" },
	legitimate_site: { label: "Legitimate site", hint: "Wrongly flagged, or the verdict was reversed" },
	shared_ip_or_mailbox: { label: "Shared address or mailbox", hint: "Someone else clicked" },
	reported_not_proceeded: {
		label: "Reported, did not proceed",
		hint: "The user reported it and entered nothing",
	},
	other: { label: "Another reason", hint: "Explain it in the note" },
};
