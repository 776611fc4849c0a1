import type { Handover, HandoverAnswer } from "@/lib/platform/db/generated/client.ts";
import { announcement } from "@/lib/platform/events/announcement";
import type { HandedItem } from "./items";

/** What the events need of a handover, as its row holds it. */
export type HandedOver = Omit<
	Handover,
	| "workspaces"
	| "status"
	| "version"
	| "outgoingId"
	| "incomingId"
	| "previousId"
	| "createdAt"
	| "escalatedAt"
	| "snapshot"
>;
export type HandedOverItem = Pick<HandedItem, "key" | "title" | "stability">;
export type Answered = Pick<HandoverAnswer, "item" | "answer" | "reason">;

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
