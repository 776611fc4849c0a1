import { plural } from "@/lib/core/plural";

/** "1 finding", "2 findings". */
export function findingCount(findings: number): string {
	return plural(findings, "finding");
}
