import {
	Check,
	CircleDashed,
	Eye,
	Flame,
	type LucideIcon,
	MessageCircleQuestion,
	Minus,
	X,
} from "lucide-react";
import type { Tone } from "@/components/ui/tone";
import type { HandedItem } from "@/lib/handover-review/items";
import type { ReadBackAnswer } from "@/lib/read-back/rules";

interface Look {
	readonly label: string;
	readonly icon: LucideIcon;
	readonly tone: Tone;
}

export const ANSWER: Record<ReadBackAnswer | "none", Look> = {
	accepted: { label: "Accepted", icon: Check, tone: "teal" },
	asked: { label: "Asked", icon: MessageCircleQuestion, tone: "amber" },
	declined: { label: "Declined", icon: X, tone: "rose" },
	none: { label: "No answer yet", icon: CircleDashed, tone: "neutral" },
};

export const STABILITY: Record<HandedItem["stability"], Look> = {
	unstable: { label: "Unstable", icon: Flame, tone: "red" },
	watcher: { label: "Watcher", icon: Eye, tone: "amber" },
	stable: { label: "Stable", icon: Minus, tone: "neutral" },
};
