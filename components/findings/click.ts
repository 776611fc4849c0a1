import { CircleHelp, type LucideIcon, MousePointerClick, MoveRight, ShieldX } from "lucide-react";
import type { Tone } from "@/components/ui/tone";
import type { ClickKind, FindingSummary } from "@/lib/findings/schema";

interface Look {
	readonly label: string;
	readonly icon: LucideIcon;
	readonly tone: Tone;
	readonly title: string;
}

/** The kinds of click as the filter names them. */
export const CLICK: Record<ClickKind, Look> = {
	"clicked-through": {
		label: "Clicked through",
		icon: MousePointerClick,
		tone: "rose",
		title: "The user went on past the warning page.",
	},
	"not-clicked-through": {
		label: "Allowed",
		icon: MoveRight,
		tone: "neutral",
		title: "The click was allowed without a warning page, or the user did not go past it.",
	},
	unknown: {
		label: "Not recorded",
		icon: CircleHelp,
		tone: "neutral",
		title: "The event does not say whether the user went past a warning page.",
	},
};

/** What happened with a finding's click. The event's own word wins where it says more than "allowed". */
export function clickOf(finding: Pick<FindingSummary, "clickedThrough" | "actionType">): Look {
	if (finding.clickedThrough === true) return CLICK["clicked-through"];
	if (finding.actionType?.startsWith("ClickBlocked")) {
		return {
			label: "Blocked",
			icon: ShieldX,
			tone: "teal",
			title: `The click was blocked (${finding.actionType}).`,
		};
	}
	if (finding.clickedThrough === null && finding.actionType !== "ClickAllowed") return CLICK.unknown;
	return CLICK["not-clicked-through"];
}
