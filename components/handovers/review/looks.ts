import { AlarmClock, BadgeCheck, Hourglass, type LucideIcon } from "lucide-react";
import type { Tone } from "@/components/ui/tone";
import type { PastHandover } from "@/lib/handovers/review/schema";

/** How a signed handover stands, in the one way it is written. */
export function standing({ status, escalatedAt }: Pick<PastHandover, "status" | "escalatedAt">): {
	readonly label: string;
	readonly icon: LucideIcon;
	readonly tone: Tone;
} {
	if (status === "acknowledged") return { label: "Acknowledged", icon: BadgeCheck, tone: "teal" };
	if (escalatedAt !== null) return { label: "Overdue", icon: AlarmClock, tone: "red" };
	return { label: "Awaiting acknowledgement", icon: Hourglass, tone: "amber" };
}
