import { Circle, CircleCheck, CircleDotDashed, CircleSlash } from "lucide-react";
import type { Look } from "@/components/ui/tag";
import type { TaskStatus } from "@/lib/cases/record/rules";

export const TASK_STATUS: Record<TaskStatus, Look> = {
	open: { label: "Open", icon: Circle, tone: "neutral" },
	doing: { label: "Started", icon: CircleDotDashed, tone: "blue" },
	done: { label: "Done", icon: CircleCheck, tone: "teal" },
	skipped: { label: "Skipped", icon: CircleSlash, tone: "neutral" },
};
