/**
 * An event as a chat shows it. Everything but `title` and the names of facts may hold text that an attacker wrote:
 * a shape must show it as it is, never as markup, link or mention.
 */
export interface Message {
	/** Our own words. */
	readonly title: string;
	readonly facts: readonly Fact[];
	/** A note that a person wrote. */
	readonly note: string | null;
	readonly items: readonly MessageItem[];
	/** Items there are beside those listed. */
	readonly more: number;
	/** Into the app; null while PUBLIC_URL is not set. */
	readonly link: string | null;
}

export interface Fact {
	readonly name: string;
	readonly value: string;
}

export interface MessageItem {
	readonly title: string;
	readonly lines: readonly string[];
	readonly link: string | null;
}
