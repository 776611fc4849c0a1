import { roleTable, tokenTable } from "./role-table";

/** The tables in the docs that are made from the code: `npm run docs` writes them, a test compares them. */
export const DOCS_TABLES: readonly { readonly file: string; readonly name: string; make(): string }[] = [
	{ file: "docs/sign-in.md", name: "roles", make: roleTable },
	{ file: "docs/api.md", name: "token permissions", make: tokenTable },
];

/**
 * A document with the table between `<!-- NAME: npm run docs -->` and `<!-- end of NAME -->` written fresh.
 * @throws Error when the document lacks these marks
 */
export function withTable(document: string, name: string, table: string): string {
	const start = `<!-- ${name}: npm run docs -->\n`;
	const end = `\n<!-- end of ${name} -->`;
	const from = document.indexOf(start);
	const to = document.indexOf(end, from);
	if (from < 0 || to < 0) throw new Error(`The document has no place for the table “${name}”.`);
	return `${document.slice(0, from + start.length)}\n${table}\n${document.slice(to)}`;
}
