/** "1 finding", "2 findings". */
export function findingCount(findings: number): string {
	return findings === 1 ? "1 finding" : `${findings.toLocaleString("en")} findings`;
}
