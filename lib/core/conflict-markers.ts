/**
 * The numbers, from 1, of the lines that a merge left behind (`<<<<<<< ours`, `>>>>>>> theirs`, and the `=======` and
 * `|||||||` between them). Seven equal signs alone are not one: a heading may be underlined so.
 */
export function conflictLines(text: string): number[] {
	const found: number[] = [];
	let inside = false;
	for (const [index, line] of text.split(/\r?\n/).entries()) {
		const opens = /^<{7}( |$)/.test(line);
		const closes = /^>{7}( |$)/.test(line);
		if (opens || closes || (inside && /^(={7}|\|{7})( |$)/.test(line))) found.push(index + 1);
		if (opens) inside = true;
		else if (closes) inside = false;
	}
	return found;
}
