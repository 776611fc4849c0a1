import { fromRow } from "@/lib/core/answer";
import { visibleText } from "@/lib/core/visible-text";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { type PastHandover, pastHandover } from "./schema";

export const PAST_SELECT = {
	id: true,
	number: true,
	shift: true,
	team: true,
	windowFrom: true,
	windowTo: true,
	timeZone: true,
	status: true,
	outgoingName: true,
	signedAt: true,
	incomingName: true,
	acknowledgedAt: true,
	escalatedAt: true,
	receivers: { select: { personName: true }, orderBy: { personName: "asc" } },
	_count: { select: { addenda: true, answers: { where: { answer: "declined" } } } },
} satisfies Prisma.HandoverSelect;

export function toPast(row: Prisma.HandoverGetPayload<{ select: typeof PAST_SELECT }>): PastHandover {
	return {
		...fromRow(pastHandover, row),
		shift: visibleText(row.shift),
		team: visibleText(row.team),
		outgoing: visibleText(row.outgoingName),
		receivers: row.receivers.map(({ personName }) => visibleText(personName)),
		incoming: row.incomingName === null ? null : visibleText(row.incomingName),
		declined: row._count.answers,
		addenda: row._count.addenda,
	};
}
