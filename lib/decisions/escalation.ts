/** What is heard of findings that were escalated. */
export interface EscalatedFinding {
	readonly id: string;
	readonly huntId: string;
	readonly accountUpn: string | null;
	readonly clickedThrough: boolean | null;
	readonly threatTypes: readonly string[];
	readonly eventAt: Date;
	readonly url: string | null;
	readonly actionType: string | null;
	readonly workload: string | null;
	readonly ipAddress: string | null;
}

export interface Escalation {
	readonly decisionId: string;
	readonly at: Date;
	readonly by: { readonly name: string; readonly verified: boolean };
	readonly note: string | null;
	readonly findings: readonly EscalatedFinding[];
}
