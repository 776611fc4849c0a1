/** A DuckDB identifier. Always quoted: KQL names may be anything, SQL's own words included. */
export function quoteIdentifier(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** A DuckDB string literal. NUL cannot stand in SQL text, so it is spelled as chr(0). */
export function quoteText(value: string): string {
	const quoted = `'${value.replaceAll("'", "''")}'`;
	return value.includes("\0") ? `(${quoted.replaceAll("\0", "' || chr(0) || '")})` : quoted;
}

/** Escapes `value` so that RE2 matches it literally. */
export function quoteRegex(value: string): string {
	return value.replaceAll(/[\\^$.|?*+()[\]{}/-]/g, (character) => `\\${character}`);
}
