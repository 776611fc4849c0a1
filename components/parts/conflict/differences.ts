export interface Difference {
	readonly label: string;
	readonly theirs: string;
	readonly mine: string;
}

/** The fields in which two versions differ. @param fields each its label, their value and one's own, in words */
export function differences(
	fields: readonly (readonly [label: string, theirs: string, mine: string])[],
): readonly Difference[] {
	return fields.flatMap(([label, theirs, mine]) => (theirs === mine ? [] : [{ label, theirs, mine }]));
}
