import type { Message } from "./message";

/** The data of `webhook.test`, which a person sends to see whether a webhook works. */
export interface TestData {
	readonly webhook: string;
	readonly by: string;
	readonly link: string | null;
}

export function testMessage(data: TestData): Message {
	return {
		title: "This is a test from Afterclick",
		facts: [
			{ name: "Webhook", value: data.webhook },
			{ name: "Sent by", value: data.by },
		],
		note: null,
		items: [],
		more: 0,
		link: data.link,
	};
}
