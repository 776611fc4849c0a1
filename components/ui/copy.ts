/** Puts text on the clipboard; false when the browser refuses. Plain http has no Clipboard API, hence the second way. */
export async function copyText(text: string): Promise<boolean> {
	if (navigator.clipboard !== undefined) {
		try {
			await navigator.clipboard.writeText(text);
			return true;
		} catch {
			// Not allowed here: the older way may still be.
		}
	}
	const area = document.createElement("textarea");
	area.value = text;
	area.setAttribute("aria-hidden", "true");
	area.style.position = "fixed";
	area.style.opacity = "0";
	document.body.append(area);
	const focused = document.activeElement;
	area.select();
	const copied = document.execCommand("copy");
	area.remove();
	if (focused instanceof HTMLElement) focused.focus();
	return copied;
}
