import { announcement } from "@/lib/platform/events/announcement";

/** What the events need of a handover, as its row holds it. */
export interface HandedOver {
	readonly id: string;
	readonly number: number;
	readonly shift: string;
	readonly team: string;
	readonly windowFrom: Date;
	readonly windowTo: Date;
	readonly timeZone: string;
	readonly summary: string;
	readonly outgoingName: string;
	readonly signedAt: Date | null;
	readonly snapshotHash: Uint8Array | null;
	readonly incomingName: string | null;
	readonly acknowledgedAt: Date | null;
	readonly synthesis: string;
}

export interface HandedOverItem {
	readonly key: string;
	readonly title: string;
	readonly stability: "stable" | "watcher" | "unstable";
}

export interface Answered {
	readonly item: string;
	readonly answer: "accepted" | "asked" | "declined";
	readonly reason: string;
}

/** A handover was signed, with the items that were handed over. */
export const handoverSigned = announcement<{
	readonly handover: HandedOver;
	readonly items: readonly HandedOverItem[];
}>("handover signed");

/** A handover was acknowledged, with what was answered to its items. */
export const handoverAcknowledged = announcement<{
	readonly handover: HandedOver;
	readonly answers: readonly Answered[];
	readonly items: readonly HandedOverItem[];
}>("handover acknowledged");
