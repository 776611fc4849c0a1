/** Why something is in a person's inbox. */
export const INBOX_KINDS = [
	"mentioned",
	"assigned",
	"watched",
	"asked",
	"answered",
	"declined",
	"handed_over",
	"unacknowledged",
] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];
