import { z } from "zod";
import { fromRow } from "@/lib/core/answer";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { visibleProse } from "@/lib/core/visible-text";
import { findHandover } from "@/lib/handovers/handovers/find";
import { acknowledgementDue, readerProblem } from "@/lib/handovers/handovers/read-back-rules";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize, may } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { Handover } from "@/lib/platform/db/generated/client.ts";
import { personOf, toAddendum, toAnswer, toMessage } from "./dto";
import { partiesOf } from "./find";
import { type ReadBackDto, readBackDto } from "./schema";

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
		...fromRow(readBackDto, handover),
		outgoing: personOf(handover.outgoingId, handover.outgoingName),
		receivers: receivers.map(({ personId, personName }) => personOf(personId, personName)),
		incoming: incomingName === null ? null : personOf(handover.incomingId, incomingName),
		synthesis: visibleProse(handover.synthesis),
		dueAt: due?.toISOString() ?? null,
		answers: answers.map(toAnswer),
		messages: messages.map(toMessage),
		addenda: addenda.map(toAddendum),
		refusal: may(ctx.actor, "handovers.write")
			? readerProblem(await partiesOf(db, ctx, handover.outgoingId))
			: "Reading a handover back needs the role analyst.",
	};
}

/** @throws AppError `conflict` (with `readBack`) for one that was acknowledged, or is not as the person saw it */
export async function requireUnacknowledged(
	tx: Transaction,
	ctx: Context,
	handover: Handover,
	version: number,
): Promise<void> {
	const acknowledged = handover.status === "acknowledged";
	if (!acknowledged && handover.version === version) return;
	throw new AppError(
		"conflict",
		acknowledged
			? `${handover.incomingName ?? "Someone"} has acknowledged this handover already.`
			: "This handover has changed in the meantime.",
		{
			remedy: "Check its current state, then try again.",
			details: { readBack: await readBackOf(tx, ctx, handover) },
		},
	);
}
