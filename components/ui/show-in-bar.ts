/** A ref of the link to the page that is open: a bar that scrolls on a phone may hide it. */
export function showInBar(link: HTMLAnchorElement | null): void {
	link?.scrollIntoView({ block: "nearest", inline: "center" });
}
