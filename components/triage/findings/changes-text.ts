import { visibleText } from "@/lib/core/visible-text";
import type { FindingChanges } from "@/lib/triage/findings/rules";

/** What has changed, a sentence each. */
export function changeTexts(changes: FindingChanges): string[] {
	const texts: string[] = [];
	if (changes.clickedThrough) {
		texts.push(
			changes.clickedThrough.from === false
				? "The user has since continued past the warning page; before, they had not."
				: "The user is now known to have continued past the warning page.",
		);
	}
	const added = changes.threatTypesAdded ?? [];
	if (added.length > 0) {
		texts.push(
			`${added.length === 1 ? "A threat type was" : "Threat types were"} added: ${visibleText(added.join(", "))}.`,
		);
	}
	return texts;
}
