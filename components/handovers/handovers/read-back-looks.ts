import { Check, CircleDashed, MessageCircleQuestion, X } from "lucide-react";
import type { Look } from "@/components/ui/tag";
import type { ReadBackAnswer } from "@/lib/handovers/handovers/read-back-rules";

export const ANSWER: Record<ReadBackAnswer | "none", Look> = {
	accepted: { label: "Accepted", icon: Check, tone: "teal" },
	asked: { label: "Asked", icon: MessageCircleQuestion, tone: "amber" },
	declined: { label: "Declined", icon: X, tone: "rose" },
	none: { label: "No answer yet", icon: CircleDashed, tone: "neutral" },
};
