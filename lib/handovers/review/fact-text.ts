/** Instants within a fact, as they stand in a snapshot. */
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A fact's text with its instants as `clock` writes them. */
export function factText(text: string, clock: (iso: string) => string): string {
	return text.replace(INSTANT, clock);
}
