import type { Transaction } from "@/lib/db/client";
import { notify } from "@/lib/db/notify";

/** Channel on which pages hear that something was said about a handover; the payload is its id. */
export const READ_BACK_CHANNEL = "read-back";

export async function tellPages(tx: Transaction, handoverId: string): Promise<void> {
	await notify(tx, READ_BACK_CHANNEL, handoverId);
}

/** Path of a handover's page, at one of its items where one is named. */
export function handoverPath(number: number, item?: string): string {
	return `/handovers/${number}${item === undefined ? "" : `?item=${encodeURIComponent(item)}`}`;
}
