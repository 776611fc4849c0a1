/** Who reads a handover back, when it counts as acknowledged, and when its silence is told. */

export const READ_BACK_ANSWERS = ["accepted", "asked", "declined"] as const;
export type ReadBackAnswer = (typeof READ_BACK_ANSWERS)[number];

export const REASON_LIMIT = 2_000;
export const MESSAGE_LIMIT = 4_000;
export const SYNTHESIS_LIMIT = 8_000;
export const ADDENDUM_LIMIT = 8_000;
/** What anything shorter cannot be a synthesis in own words. */
export const SYNTHESIS_LEAST = 10;

const MINUTE = 60_000;

/** Who stands where: the person who asks, the one who signed, and whether there is anybody else who could. */
export interface Parties {
	readonly actorId: string | null;
	readonly outgoingId: string | null;
	/** People beside the outgoing one who may read a handover back. */
	readonly others: number;
}

/**
 * Why this person may not read the handover back, as a sentence, or null. Nobody acknowledges what they handed over
 * themselves: the read-back is there to find what was left out. A team of one has nobody else.
 */
export function readerProblem({ actorId, outgoingId, others }: Parties): string | null {
	if (actorId === null) return "Only a person can read a handover back.";
	if (actorId !== outgoingId || others === 0) return null;
	return "You signed this handover: someone else has to read it back.";
}

export interface Given {
	readonly item: string;
	readonly answer: ReadBackAnswer;
}

export interface Progress {
	readonly accepted: number;
	readonly asked: number;
	readonly declined: number;
	/** Items without an answer. */
	readonly open: number;
}

/** How far a read-back is; answers to what is not an item of the handover do not count. */
export function progressOf(items: readonly string[], given: readonly Given[]): Progress {
	const answers = new Map(given.map(({ item, answer }) => [item, answer]));
	const count = (wanted: ReadBackAnswer | undefined) =>
		items.filter((item) => answers.get(item) === wanted).length;
	return {
		accepted: count("accepted"),
		asked: count("asked"),
		declined: count("declined"),
		open: count(undefined),
	};
}

/** What stands in the way of the acknowledgement, as a sentence, or null. A question asked is not yet an answer. */
export function acknowledgementProblem(progress: Progress, synthesis: string): string | null {
	const { open, asked } = progress;
	if (open > 0) return `${items(open)} ${open === 1 ? "has" : "have"} no answer yet.`;
	if (asked > 0) {
		return `${items(asked)} ${asked === 1 ? "is" : "are"} still asked about: accept or decline ${asked === 1 ? "it" : "them"}.`;
	}
	if ([...synthesis.trim()].length < SYNTHESIS_LEAST) return "Sum up in your own words what you took over.";
	return null;
}

function items(count: number): string {
	return count === 1 ? "One item" : `${count.toLocaleString("en")} items`;
}

/** When a signed handover should have been acknowledged; null where that is never told. @param minutes 0: never */
export function acknowledgementDue(signedAt: Date, minutes: number): Date | null {
	return minutes === 0 ? null : new Date(signedAt.getTime() + minutes * MINUTE);
}

export interface Standing {
	readonly status: "draft" | "signed" | "acknowledged";
	readonly signedAt: Date | null;
	readonly escalatedAt: Date | null;
}

/** Whether it is to be told now that nobody has acknowledged a handover: once, and not before its time. */
export function isToEscalate(
	{ status, signedAt, escalatedAt }: Standing,
	minutes: number,
	now: Date,
): boolean {
	if (status !== "signed" || signedAt === null || escalatedAt !== null) return false;
	const due = acknowledgementDue(signedAt, minutes);
	return due !== null && due <= now;
}
