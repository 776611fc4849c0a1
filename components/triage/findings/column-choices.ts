/** Which columns of the findings table a person has shown or hidden, as `url:0,lastSeenAt:1`. */
export const COLUMNS_COOKIE = "afterclick_findings_columns";

export function writeColumnChoices(choices: Readonly<Record<string, boolean>>): string {
	return Object.entries(choices)
		.map(([column, shown]) => `${column}:${shown ? 1 : 0}`)
		.join(",");
}

export function readColumnChoices(text: string | undefined): Record<string, boolean> {
	const choices: Record<string, boolean> = {};
	for (const part of (text ?? "").split(",")) {
		const [, column, shown] = /^(\w+):([01])$/.exec(part) ?? [];
		if (column !== undefined) choices[column] = shown === "1";
	}
	return choices;
}
