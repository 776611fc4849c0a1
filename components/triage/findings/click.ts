import { CircleDot, CircleHelp, MousePointerClick, MoveRight, ShieldX } from "lucide-react";
import type { Look } from "@/components/ui/tag";
import { visibleText } from "@/lib/core/visible-text";
import { type ClickKind, clickKind } from "@/lib/triage/findings/rules";
import type { FindingSummary } from "@/lib/triage/findings/schema";

interface ClickLook extends Look {
	readonly title: string;
}

/** The kinds of click as the filter names them. */
export const CLICK: Record<ClickKind, ClickLook> = {
	"clicked-through": {
		label: "Clicked through",
		icon: MousePointerClick,
		tone: "rose",
		title: "The user continued past the warning page.",
	},
	"not-clicked-through": {
		label: "Allowed",
		icon: MoveRight,
		tone: "neutral",
		title: "The click was allowed without a warning page, or the user did not go past it.",
	},
	blocked: { label: "Blocked", icon: ShieldX, tone: "teal", title: "The click was blocked." },
	other: { label: "Other action", icon: CircleDot, tone: "neutral", title: "Another action was recorded." },
	unknown: {
		label: "Not recorded",
		icon: CircleHelp,
		tone: "neutral",
		title:
			"The event doesn’t record what happened to the click or whether the user continued past a warning page.",
	},
};

/** Actions that are neither allowed nor blocked, as they are named. */
const ACTIONS: Readonly<Record<string, string>> = {
	UrlErrorPage: "Error page",
	UrlScanInProgress: "Scan in progress",
};

/** What happened with a finding's click: how its kind looks, with the event's own word where it says more. */
export function clickOf(finding: Pick<FindingSummary, "clickedThrough" | "actionType">): ClickLook {
	const kind = clickKind(finding);
	const look = CLICK[kind];
	if (finding.actionType === null || (kind !== "blocked" && kind !== "other")) return look;
	const action = visibleText(finding.actionType);
	return {
		...look,
		label: (kind === "other" && ACTIONS[finding.actionType]) || look.label,
		title: kind === "blocked" ? `The click was blocked (${action}).` : `Recorded action: ${action}.`,
	};
}
