import { CircleCheck, CircleX, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Tone } from "@/components/ui/tone";
import type { Level } from "@/lib/operations/health/rules";

interface Look {
	readonly label: string;
	readonly icon: LucideIcon;
	readonly tone: Tone;
}

/** How each level looks and is called. */
export const LEVEL: Record<Level, Look> = {
	ok: { label: "In order", icon: CircleCheck, tone: "teal" },
	warning: { label: "Warning", icon: TriangleAlert, tone: "amber" },
	failing: { label: "Failing", icon: CircleX, tone: "red" },
};
