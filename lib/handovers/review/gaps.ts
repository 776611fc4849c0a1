/** A span of time, from (inclusive) to (exclusive). */
export interface Span {
	readonly from: Date;
	readonly to: Date;
}

/** The parts of `whole` that none of `covered` covers, in order. Spans may overlap and come in any order. */
export function uncovered(whole: Span, covered: readonly Span[]): Span[] {
	const gaps: Span[] = [];
	let reached = whole.from;
	for (const { from, to } of [...covered].sort((a, b) => a.from.getTime() - b.from.getTime())) {
		if (from >= whole.to) break;
		if (from > reached) gaps.push({ from: reached, to: from });
		if (to > reached) reached = to;
	}
	if (reached < whole.to) gaps.push({ from: reached, to: whole.to });
	return gaps;
}
