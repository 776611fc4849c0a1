import { fromRow } from "@/lib/core/answer";
import { visibleProse, visibleText } from "@/lib/core/visible-text";
import type {
	HandoverAddendum,
	HandoverAnswer,
	HandoverMessage,
} from "@/lib/platform/db/generated/client.ts";
import {
	type AddendumDto,
	type AnswerDto,
	addendumDto,
	answerDto,
	type MessageDto,
	messageDto,
} from "./schema";

export function personOf(id: string | null, name: string): { id: string | null; name: string } {
	return { id, name: visibleText(name) };
}

export function toAnswer(row: HandoverAnswer): AnswerDto {
	return {
		...fromRow(answerDto, row),
		reason: visibleProse(row.reason),
		by: personOf(row.byId, row.byName),
	};
}

export function toMessage(row: HandoverMessage): MessageDto {
	const by = personOf(row.byId, row.byName);
	return { ...fromRow(messageDto, row), body: visibleProse(row.body), by };
}

export function toAddendum(row: HandoverAddendum): AddendumDto {
	const by = personOf(row.byId, row.byName);
	return { ...fromRow(addendumDto, row), body: visibleProse(row.body), by };
}
