/** Paths that open what is behind a number of a handover, as of its window. Instants are ISO 8601 in UTC. */

export interface Bounds {
	readonly from: string;
	readonly to: string;
}

function findings(parameters: Readonly<Record<string, string>>): string {
	return `/findings?${new URLSearchParams(parameters)}`;
}

export const intakeLink = ({ from, to }: Bounds) =>
	findings({ status: "all", firstSeenFrom: from, firstSeenTo: to });

export const decidedLink = ({ from, to }: Bounds, narrowed: Readonly<Record<string, string>> = {}) =>
	findings({ status: "all", decidedFrom: from, decidedTo: to, ...narrowed });

export const reopenedLink = ({ from, to }: Bounds) =>
	findings({ status: "all", reopenedFrom: from, reopenedTo: to });

/** What waits for a decision and was there when the window ended; the oldest first. */
export const untriagedLink = ({ to }: Bounds, narrowed: Readonly<Record<string, string>> = {}) =>
	findings({ firstSeenTo: to, order: "asc", ...narrowed });

export const changedLink = ({ to }: Bounds) => findings({ status: "changed", firstSeenTo: to });

/** Escalated findings that no case follows. */
export const withoutCaseLink = () => findings({ status: "escalated", case: "none" });

export const simulationsLink = (bounds: Bounds) =>
	decidedLink(bounds, { verdict: "benign", reason: "attack_simulation" });

export const huntLink = (huntId: string) => `/hunts/${encodeURIComponent(huntId)}`;

export const caseLink = (number: number) => `/cases/${number}`;
