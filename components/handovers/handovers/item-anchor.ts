/** The id of an item on its page, to lead to it. */
export function itemAnchor(key: string): string {
	return `item-${key.replaceAll(/[^\w-]/g, "-")}`;
}
