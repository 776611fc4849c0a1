import { utcMinute } from "@/lib/core/text-rules";
import type { Message } from "./message";

/** The data of `audit.anchored`, version 1; docs/webhooks.md describes it for receivers. */
export interface AnchoredData {
	readonly audit: { readonly seq: number; readonly hash: string };
	readonly at: string;
	readonly link: string | null;
}

/** @param head where the audit's chain ends */
export function anchoredData(
	head: { readonly seq: number; readonly hash: string },
	at: Date,
	publicUrl: string | undefined,
): AnchoredData {
	return {
		audit: { seq: head.seq, hash: head.hash },
		at: at.toISOString(),
		link: publicUrl === undefined ? null : `${publicUrl}/audit`,
	};
}

export function anchoredMessage({ audit, at, link }: AnchoredData): Message {
	return {
		title: `Audit head at row ${audit.seq.toLocaleString("en")}`,
		facts: [
			{ name: "Head", value: `${audit.seq}:${audit.hash}` },
			{ name: "At", value: utcMinute(at) },
		],
		note: null,
		items: [],
		more: 0,
		link,
	};
}
