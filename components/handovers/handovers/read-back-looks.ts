import { Check, CircleDashed, type LucideIcon, MessageCircleQuestion, X } from "lucide-react";
import type { Tone } from "@/components/ui/tone";
import type { ReadBackAnswer } from "@/lib/handovers/handovers/read-back-rules";

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
