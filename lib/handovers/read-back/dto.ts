import { visibleProse, visibleText } from "@/lib/core/visible-text";
import type {
	HandoverAddendum,
	HandoverAnswer,
	HandoverMessage,
} from "@/lib/platform/db/generated/client.ts";
import type { AddendumDto, AnswerDto, MessageDto } from "./schema";

export function personOf(id: string | null, name: string): { id: string | null; name: string } {
	return { id, name: visibleText(name) };
}

export function toAnswer(row: HandoverAnswer): AnswerDto {
	return {
		item: row.item,
		answer: row.answer,
		reason: visibleProse(row.reason),
		at: row.at.toISOString(),
		by: personOf(row.byId, row.byName),
		version: row.version,
	};
}

export function toMessage(row: HandoverMessage): MessageDto {
	return {
		id: row.id,
		item: row.item,
		body: visibleProse(row.body),
		at: row.at.toISOString(),
		by: personOf(row.byId, row.byName),
	};
}

export function toAddendum(row: HandoverAddendum): AddendumDto {
	return {
		id: row.id,
		body: visibleProse(row.body),
		at: row.at.toISOString(),
		by: personOf(row.byId, row.byName),
	};
}
