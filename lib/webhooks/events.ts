import { type EscalatedData, escalatedMessage } from "./finding-escalated";
import type { Message } from "./message";
import { type TestData, testMessage } from "./test-event";

/** What each event carries. */
export interface EventData {
	readonly "finding.escalated": EscalatedData;
	readonly "webhook.test": TestData;
}

export type EventType = keyof EventData;

/** Every event: what a person subscribes to it as (null: cannot be subscribed to), and how a chat shows it. */
export const EVENTS: {
	readonly [Type in EventType]: {
		readonly label: string | null;
		readonly message: (data: EventData[Type]) => Message;
	};
} = {
	"finding.escalated": { label: "Findings are escalated", message: escalatedMessage },
	"webhook.test": { label: null, message: testMessage },
};

/** Those that a webhook may be told of. */
export const SUBSCRIBABLE = (Object.keys(EVENTS) as EventType[]).filter(
	(type) => EVENTS[type].label !== null,
);

/** Version of the JSON document; it grows when a receiver that reads the old one would read it wrongly. */
export const PAYLOAD_VERSION = 1;
