import { z } from "zod";
import { config } from "@/lib/config";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import type { Handover } from "@/lib/db/generated/client.ts";
import { findHandover } from "@/lib/handovers/find";
import { parseInput } from "@/lib/http/parse";
import { authorize, may } from "@/lib/identity/permissions";
import { visibleProse } from "@/lib/visible-text";
import { personOf, toAddendum, toAnswer, toMessage } from "./dto";
import { partiesOf } from "./find";
import { acknowledgementDue, readerProblem } from "./rules";
import type { ReadBackDto } from "./schema";

/** What was said about a handover since it was signed: answers, threads, addenda. @throws AppError `not_found` */
export async function getReadBack(ctx: Context, handoverId: string): Promise<ReadBackDto> {
	authorize(ctx.actor, "handovers.read");
	return readBackOf(ctx.db, ctx, await findHandover(ctx.db, ctx.actor, parseInput(z.uuid(), handoverId)));
}

type Reads = Pick<
	Transaction,
	"handoverAnswer" | "handoverMessage" | "handoverAddendum" | "handoverReceiver" | "person"
>;

export async function readBackOf(db: Reads, ctx: Context, handover: Handover): Promise<ReadBackDto> {
	const where = { handoverId: handover.id };
	const orderBy = [{ at: "asc" as const }, { id: "asc" as const }];
	const answers = await db.handoverAnswer.findMany({ where, orderBy: { item: "asc" } });
	const messages = await db.handoverMessage.findMany({ where, orderBy });
	const receivers = await db.handoverReceiver.findMany({ where, orderBy: { personName: "asc" } });
	const addenda = await db.handoverAddendum.findMany({ where, orderBy });
	const { signedAt, incomingName } = handover;
	const due = signedAt && acknowledgementDue(signedAt, config().handovers.acknowledgeMinutes);
	return {
		id: handover.id,
		number: handover.number,
		status: handover.status,
		version: handover.version,
		outgoing: personOf(handover.outgoingId, handover.outgoingName),
		signedAt: signedAt?.toISOString() ?? null,
		receivers: receivers.map(({ personId, personName }) => personOf(personId, personName)),
		incoming: incomingName === null ? null : personOf(handover.incomingId, incomingName),
		synthesis: visibleProse(handover.synthesis),
		acknowledgedAt: handover.acknowledgedAt?.toISOString() ?? null,
		dueAt: due?.toISOString() ?? null,
		escalatedAt: handover.escalatedAt?.toISOString() ?? null,
		answers: answers.map(toAnswer),
		messages: messages.map(toMessage),
		addenda: addenda.map(toAddendum),
		refusal: may(ctx.actor, "handovers.write")
			? readerProblem(await partiesOf(db, ctx, handover.outgoingId))
			: "Reading a handover back needs the role analyst.",
	};
}
