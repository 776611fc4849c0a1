/** A number with its noun: `1 row`, `1,204 rows`, `2 queries`. */
export function plural(value: number, one: string, many = `${one}s`): string {
	return `${value.toLocaleString("en")} ${value === 1 ? one : many}`;
}
