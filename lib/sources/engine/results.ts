import { quoteIdentifier } from "@/lib/sources/kql/translate/sql";
import type { TranslatedQuery } from "@/lib/sources/kql/translate/translate";

/**
 * The translated query with its columns made fit for the way from DuckDB to JavaScript: decimals leave as texts,
 * since there is no number for them, and a text's leading byte order mark is doubled, since the reader drops one.
 */
export function readableSql({ sql, columns }: TranslatedQuery): string {
	const names = columns.map((_, index) => quoteIdentifier(`c${index}`));
	const list = columns.map((column, index) => {
		const name = names[index] ?? "";
		if (column.type === "decimal") return `kf_decimal_text(${name}::VARCHAR)`;
		if (column.type === "string")
			return `CASE WHEN starts_with(${name}, chr(65279)) THEN chr(65279) || ${name} ELSE ${name} END`;
		return name;
	});
	if (columns.length === 0) return sql;
	return `SELECT ${list.join(", ")} FROM (${sql}) AS t(${names.join(", ")})`;
}
