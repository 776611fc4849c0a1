import { Ban, CircleCheck, CircleX, Clock, LoaderCircle, Pause, TriangleAlert } from "lucide-react";
import type { Look } from "@/components/ui/tag";
import type { RunStatus } from "@/lib/triage/catalogue/schema";

/** How each status of a run looks and is called, everywhere. */
export const RUN_STATUS: Record<RunStatus, Look> = {
	queued: { label: "Queued", icon: Clock, tone: "neutral" },
	running: { label: "Running", icon: LoaderCircle, tone: "blue" },
	paused: { label: "Paused", icon: Pause, tone: "amber" },
	succeeded: { label: "Succeeded", icon: CircleCheck, tone: "teal" },
	partial: { label: "Partial", icon: TriangleAlert, tone: "amber" },
	failed: { label: "Failed", icon: CircleX, tone: "red" },
	cancelled: { label: "Cancelled", icon: Ban, tone: "neutral" },
};
