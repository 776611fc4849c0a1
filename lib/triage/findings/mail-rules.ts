/**
 * A NetworkMessageId that names a mail, without blanks around it; null for none. Clicks outside mail, in drafts and in
 * sent items carry an empty id or the all-zero GUID: two of those have nothing in common.
 * Its counterpart over a column is `mailSql` (lib/triage/findings/mail-sql.ts).
 */
export function mailId(value: string | null | undefined): string | null {
	const text = value?.trim() ?? "";
	return /[^0\s{}()-]/.test(text) ? text : null;
}
