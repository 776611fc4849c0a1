import { EVENTS, type EventType, PAYLOAD_VERSION } from "./events";
import type { Message } from "./message";
import type { Shape } from "./rules";
import { slackBody } from "./shape-slack";
import { teamsBody } from "./shape-teams";

export interface StoredEvent {
	readonly id: string;
	readonly type: string;
	readonly at: Date;
	readonly data: unknown;
}

/** The body of a request, the same at every attempt for one shape: signatures are over exactly this text. */
export function renderBody(shape: Shape, event: StoredEvent): string {
	if (shape === "json") {
		return JSON.stringify({
			id: event.id,
			type: event.type,
			version: PAYLOAD_VERSION,
			timestamp: event.at.toISOString(),
			data: event.data,
		});
	}
	const message = messageOf(event);
	return JSON.stringify(shape === "slack" ? slackBody(message) : teamsBody(message));
}

function messageOf(event: StoredEvent): Message {
	// Stored by `emit`, which takes the data of its type only.
	const { message } = EVENTS[event.type as EventType] as { message: (data: unknown) => Message };
	return message(event.data);
}
