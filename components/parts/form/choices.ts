/** All of something, or exactly what is ticked: nothing ticked is nothing, never all. */
export type Choices = "all" | readonly string[];

/** Ticking "all" chooses all; unticking it leaves nothing chosen. */
export function withAll(checked: boolean): Choices {
	return checked ? "all" : [];
}

/** One option ticked or unticked; unticking one of all leaves the others. */
export function withOption(
	chosen: Choices,
	option: string,
	checked: boolean,
	options: readonly string[],
): readonly string[] {
	const before = chosen === "all" ? options : chosen;
	return options.filter((one) => (one === option ? checked : before.includes(one)));
}

/** Whether nothing at all is chosen. */
export function isNothing(chosen: Choices): boolean {
	return chosen.length === 0;
}
