import { utcMinute } from "@/lib/core/text-rules";
import { type AnchorPlace, anchorPlace } from "@/lib/platform/audit/anchor-places";
import type { Config } from "@/lib/platform/config/config";
import { type Check, check } from "./rules";

const REMEDY: Record<AnchorPlace, string> = {
	file: "Set AUDIT_ANCHOR_FILE to a file that this user can write to. It is tried every ten minutes.",
	syslog: "Check AUDIT_SYSLOG, AUDIT_SYSLOG_CA_FILE and the server. It is tried every ten minutes.",
	tsa: "Check AUDIT_TSA_URL, AUDIT_TSA_CA_FILE and the authority. It is tried every ten minutes.",
};

/** Whether heads of the audit get to where a changed database can't reach them, for each place that is configured. */
export function anchorChecks(
	settings: Pick<Config, "auditAnchorFile" | "auditSyslog" | "auditTsa">,
): Check[] {
	const { auditAnchorFile, auditSyslog, auditTsa } = settings;
	const checks = [
		toCheck("file", "Audit heads: file", `Heads of the audit are noted in ${auditAnchorFile}.`),
	];
	if (auditSyslog !== undefined) {
		const { transport, host, port } = auditSyslog.target;
		const receipt = transport === "udp" ? " UDP doesn't say whether they arrive." : "";
		const says = `Heads of the audit are sent to ${host}, port ${port} (${transport}).${receipt}`;
		checks.push(toCheck("syslog", "Audit heads: syslog", says));
	}
	if (auditTsa.url !== undefined) {
		const stamps = `Heads of the audit are stamped by ${new URL(auditTsa.url).host}`;
		const stamped = toCheck("tsa", "Audit heads: time stamps", `${stamps}.`);
		const anySigner = check(
			stamped,
			"warning",
			`${stamps}, but any signer counts.`,
			"Set AUDIT_TSA_CA_FILE to the authority's certificates (PEM).",
		);
		checks.push(stamped.level === "ok" && auditTsa.caFile === undefined ? anySigner : stamped);
	}
	return checks;
}

function toCheck(place: AnchorPlace, title: string, says: string): Check {
	const { at, failure } = anchorPlace(place);
	const about = { id: `audit-heads-${place}`, title };
	const last = at === null ? "" : ` The last one was at ${utcMinute(at)}.`;
	if (failure === null) return check(about, "ok", `${says}${last}`);
	return check(
		about,
		"warning",
		`At ${utcMinute(failure.at)} it failed: ${failure.reason}.${last}`,
		REMEDY[place],
	);
}
