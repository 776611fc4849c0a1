import type { Attack } from "./schema";

/** Enterprise tactics of MITRE ATT&CK by the name Azure-Sentinel's YAML uses; source: attack.mitre.org/tactics. */
const TACTICS: Readonly<Record<string, readonly [id: string, name: string]>> = {
	reconnaissance: ["TA0043", "Reconnaissance"],
	resourcedevelopment: ["TA0042", "Resource Development"],
	initialaccess: ["TA0001", "Initial Access"],
	execution: ["TA0002", "Execution"],
	persistence: ["TA0003", "Persistence"],
	privilegeescalation: ["TA0004", "Privilege Escalation"],
	defenseevasion: ["TA0005", "Defense Evasion"],
	credentialaccess: ["TA0006", "Credential Access"],
	discovery: ["TA0007", "Discovery"],
	lateralmovement: ["TA0008", "Lateral Movement"],
	collection: ["TA0009", "Collection"],
	commandandcontrol: ["TA0011", "Command and Control"],
	exfiltration: ["TA0010", "Exfiltration"],
	impact: ["TA0040", "Impact"],
};

/** A tactic as written in a hunt; one ATT&CK does not know keeps its text and has no link. */
export function tactic(written: string): Attack {
	const known = TACTICS[written.toLowerCase().replace(/[^a-z]/g, "")];
	if (!known) return { id: null, name: written, url: null };
	return { id: known[0], name: known[1], url: `https://attack.mitre.org/tactics/${known[0]}/` };
}

/** A technique or sub-technique by its id (`T1566`, `T1566.002`); anything else keeps its text, without a link. */
export function technique(written: string): Attack {
	const match = /^T(\d{4})(?:\.(\d{3}))?$/i.exec(written.trim());
	if (!match) return { id: null, name: written, url: null };
	const [, number = "", sub] = match;
	const id = `T${number}${sub ? `.${sub}` : ""}`;
	return { id, name: id, url: `https://attack.mitre.org/techniques/T${number}/${sub ? `${sub}/` : ""}` };
}
