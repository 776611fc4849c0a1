import { Circle, CircleCheck, CircleDotDashed, CircleSlash, type LucideIcon } from "lucide-react";
import type { Tone } from "@/components/ui/tone";
import type { TaskStatus } from "@/lib/cases/record/rules";

interface Look {
	readonly label: string;
	readonly icon: LucideIcon;
	readonly tone: Tone;
}

export const TASK_STATUS: Record<TaskStatus, Look> = {
	open: { label: "Open", icon: Circle, tone: "neutral" },
	doing: { label: "Started", icon: CircleDotDashed, tone: "blue" },
	done: { label: "Done", icon: CircleCheck, tone: "teal" },
	skipped: { label: "Skipped", icon: CircleSlash, tone: "neutral" },
};
