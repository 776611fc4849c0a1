import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import type { Look } from "@/components/ui/tag";
import type { Level } from "@/lib/operations/health/rules";

/** How each level looks and is called. */
export const LEVEL: Record<Level, Look> = {
	ok: { label: "In order", icon: CircleCheck, tone: "teal" },
	warning: { label: "Warning", icon: TriangleAlert, tone: "amber" },
	failing: { label: "Failing", icon: CircleX, tone: "red" },
};
