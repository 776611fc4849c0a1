/** Why something is in a person's inbox. */
export const INBOX_KINDS = [
	"mentioned",
	"assigned",
	/** Work of theirs was ended or taken over by somebody else. */
	"released",
	"watched",
	"asked",
	"answered",
	"declined",
	"handed_over",
	"unacknowledged",
] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];
