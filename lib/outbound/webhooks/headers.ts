/** What every request carries (Standard Webhooks). @param at of the attempt: receivers refuse old ones */
export function requestHeaders(deliveryId: string, at: Date, signature: string): Record<string, string> {
	return {
		"content-type": "application/json",
		"user-agent": "Afterclick-Webhooks/1",
		"webhook-id": deliveryId,
		"webhook-timestamp": String(timestampOf(at)),
		"webhook-signature": signature,
	};
}

/** Seconds since 1970. */
export function timestampOf(at: Date): number {
	return Math.floor(at.getTime() / 1_000);
}
