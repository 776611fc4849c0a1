import { HANDOVERS_CHANNEL } from "@/lib/handovers/handovers/find";
import type { Transaction } from "@/lib/platform/db/client";
import { notify } from "@/lib/platform/db/notify";

/** Tells the handover's pages that something was said about it. */
export async function tellPages(tx: Transaction, handoverId: string): Promise<void> {
	await notify(tx, HANDOVERS_CHANNEL, handoverId);
}

/** Path of a handover's read-back, at one of its items where one is named. */
export function handoverPath(number: number, item?: string): string {
	if (item === undefined) return `/handovers/${number}`;
	return `${readBackPath(number)}?item=${encodeURIComponent(item)}`;
}

/** Path of the page on which a handover is acknowledged. */
export function readBackPath(number: number): string {
	return `/handovers/${number}/read-back`;
}
