import { npm } from "./npm";

export type VulnerabilityReport =
	/** The registry gave no answer, so nothing is known: this is not a pass. */
	| { readonly outcome: "not_checked"; readonly reason: string }
	| { readonly outcome: "checked"; readonly found: readonly Vulnerable[] };

export interface Vulnerable {
	readonly name: string;
	readonly severity: string;
	readonly range: string;
}

/** Asks the registry about the packages of run time. */
export async function checkVulnerabilities(): Promise<VulnerabilityReport> {
	const { stdout, stderr } = await npm(["audit", "--omit=dev", "--json"]);
	return readAudit(stdout, stderr);
}

/** npm ends with 1 both for a vulnerability and for no answer: only the report itself tells them apart. */
export function readAudit(stdout: string, stderr: string): VulnerabilityReport {
	try {
		const { vulnerabilities, auditReportVersion, message } = JSON.parse(stdout) as {
			vulnerabilities?: Record<string, Vulnerable>;
			auditReportVersion?: number;
			message?: string;
		};
		if (vulnerabilities && auditReportVersion !== undefined) {
			const found = Object.values(vulnerabilities).map(({ name, severity, range }) => ({
				name,
				severity,
				range,
			}));
			return { outcome: "checked", found };
		}
		return { outcome: "not_checked", reason: message ?? "npm gave no report." };
	} catch {
		return { outcome: "not_checked", reason: stderr.trim().split("\n").at(-1) || "npm gave no report." };
	}
}
