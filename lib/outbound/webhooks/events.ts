import { anchoredMessage } from "./audit-anchored";
import { assignedMessage, closedMessage, openedMessage, statusMessage } from "./case-event";
import { escalatedMessage } from "./finding-escalated";
import { acknowledgedMessage, signedMessage } from "./handover-events";
import type { Message } from "./message";
import { testMessage } from "./test-event";

interface EventKind {
	/** What a person subscribes to it as; null for one that cannot be subscribed to. */
	readonly label: string | null;
	/** How a chat shows it. What it takes is what the event carries. */
	readonly message: (data: never) => Message;
}

/** Every event: another one is a line here, and an `emit` where it happens. */
export const EVENTS = {
	"finding.escalated": { label: "Findings are escalated", message: escalatedMessage },
	"case.opened": { label: "A case is opened", message: openedMessage },
	"case.assigned": { label: "A case gets another owner", message: assignedMessage },
	"case.status_changed": { label: "A case changes its status", message: statusMessage },
	"case.closed": { label: "A case is closed", message: closedMessage },
	"handover.acknowledged": { label: "Handovers are acknowledged", message: acknowledgedMessage },
	"handover.signed": { label: "Handovers are signed", message: signedMessage },
	"audit.anchored": { label: "The audit’s head, every hour", message: anchoredMessage },
	"webhook.test": { label: null, message: testMessage },
} as const satisfies Record<string, EventKind>;

export type EventType = keyof typeof EVENTS;

/** What an event carries. */
export type EventData<Type extends EventType> = Parameters<(typeof EVENTS)[Type]["message"]>[0];

/** Those that a webhook may be told of. */
export const SUBSCRIBABLE = (Object.keys(EVENTS) as EventType[]).filter(
	(type) => EVENTS[type].label !== null,
);

/** Version of the JSON document; it grows when a receiver that reads the old one would read it wrongly. */
export const PAYLOAD_VERSION = 1;
