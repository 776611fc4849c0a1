import { visibleText } from "@/lib/core/visible-text";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";

/** What a handover is called. */
export function handoverTitle({ number, document }: Pick<HandoverDetail, "number" | "document">): string {
	const { shift } = document.header;
	return shift === "Handover" ? `Handover ${number}` : `Handover ${number}: ${visibleText(shift)}`;
}
