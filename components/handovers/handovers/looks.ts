import {
	BriefcaseBusiness,
	CircleAlert,
	CircleCheck,
	Eye,
	FileQuestion,
	FlaskConical,
	ListTodo,
	type LucideIcon,
	Radar,
	RefreshCw,
	Rss,
} from "lucide-react";
import type { Look } from "@/components/ui/tag";
import {
	type ItemKind,
	type Missing,
	STABILITY_LABEL,
	type Stability,
} from "@/lib/handovers/handovers/rules";

export const STABILITY: Record<Stability, Look> = {
	unstable: { label: STABILITY_LABEL.unstable, icon: CircleAlert, tone: "red" },
	watcher: { label: STABILITY_LABEL.watcher, icon: Eye, tone: "amber" },
	stable: { label: STABILITY_LABEL.stable, icon: CircleCheck, tone: "teal" },
};

/** Names of the sections, in which an empty one says "none". */
export const KIND: Record<ItemKind, { readonly label: string; readonly icon: LucideIcon }> = {
	case: { label: "Open cases", icon: BriefcaseBusiness },
	escalated: { label: "Escalated without a case", icon: FileQuestion },
	untriaged: { label: "Not decided", icon: ListTodo },
	changed: { label: "Changed since decided", icon: RefreshCw },
	hunt: { label: "Hunts that failed or have gaps", icon: Radar },
	feed: { label: "Feeds late or silent", icon: Rss },
	simulations: { label: "Attack simulations", icon: FlaskConical },
};

export const MISSING_TEXT: Record<Missing, string> = {
	next_action: "next action",
	owner: "owner of the next action",
	time: "time of the next action",
	contingency: "if …, then …",
	case: "case",
};

/** What is missing, in few words: an action that is not there has no owner and no time either. */
export function lackText(missing: readonly Missing[]): string {
	const some = missing.includes("next_action")
		? missing.filter((one) => one !== "owner" && one !== "time")
		: missing;
	return listed(some.map((one) => MISSING_TEXT[one]));
}

/** "A, B and C". */
export function listed(words: readonly string[]): string {
	return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
