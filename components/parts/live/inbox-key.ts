/** The key of every query of the inbox. */
export const INBOX_KEY = ["inbox"] as const;
