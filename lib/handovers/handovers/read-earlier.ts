import { visibleProse, visibleText } from "@/lib/core/visible-text";
import type { ReadBackAnswer } from "@/lib/handovers/handovers/read-back-rules";
import { LOOK_BACK } from "@/lib/handovers/handovers/review-rules";
import type { Transaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import type { EarlierSaid } from "./snapshot";

/** Messages of one item that are carried over; the newest of more. */
const MOST_MESSAGES = 10;

interface AnswerRow {
	readonly item: string;
	readonly handover: number;
	readonly answer: ReadBackAnswer;
	readonly reason: string;
	readonly byId: string | null;
	readonly byName: string;
	readonly at: Date;
}

interface MessageRow {
	readonly item: string;
	readonly handover: number;
	readonly body: string;
	readonly byId: string | null;
	readonly byName: string;
	readonly at: Date;
}

/** The handovers before one, the newest first. */
const chain = (handoverId: string) => Prisma.sql`WITH RECURSIVE chain AS (
	SELECT p."id", p."number", p."previousId", 1 AS n FROM "Handover" h
		JOIN "Handover" p ON p."id" = h."previousId" WHERE h."id" = ${handoverId}::uuid
	UNION ALL SELECT p."id", p."number", p."previousId", n + 1 FROM chain
		JOIN "Handover" p ON p."id" = chain."previousId" WHERE n < ${LOOK_BACK})`;

/**
 * What was said of items in the handovers before one: the receiver's newest answer, the newest of what was asked, and
 * why it was handed over incomplete. An answer given meanwhile is there at once.
 * @param items keys of the items asked for
 */
export async function readEarlier(
	tx: Pick<Transaction, "$queryRaw">,
	handoverId: string,
	items: readonly string[],
): Promise<ReadonlyMap<string, EarlierSaid>> {
	const about = Prisma.sql`x."item" = ANY(${[...items]}::text[])`;
	const answers = await tx.$queryRaw<AnswerRow[]>`${chain(handoverId)}
		SELECT DISTINCT ON (x."item") x."item", chain."number" AS "handover", x."answer"::text AS "answer", x."reason",
			x."byId"::text AS "byId", x."byName", x."at"
		FROM chain JOIN "HandoverAnswer" x ON x."handoverId" = chain."id" WHERE ${about} ORDER BY x."item", chain.n`;
	const messages = await tx.$queryRaw<MessageRow[]>`${chain(handoverId)}
		SELECT * FROM (
			SELECT x."item", chain."number" AS "handover", x."body", x."byId"::text AS "byId", x."byName", x."at", x."id",
				row_number() OVER (PARTITION BY x."item" ORDER BY x."at" DESC, x."id" DESC) AS place
			FROM chain JOIN "HandoverMessage" x ON x."handoverId" = chain."id" WHERE ${about}) AS newest
		WHERE place <= ${MOST_MESSAGES} ORDER BY "at", "id"`;
	const explanations = await tx.$queryRaw<
		{ item: string; handover: number; text: string }[]
	>`${chain(handoverId)}
		SELECT DISTINCT ON (x."item") x."item", chain."number" AS "handover", x."explanation" AS "text"
		FROM chain JOIN "HandoverNote" x ON x."handoverId" = chain."id"
		WHERE ${about} AND x."explanation" <> '' ORDER BY x."item", chain.n`;
	const said = new Map<string, EarlierSaid>();
	const of = (item: string) => said.get(item) ?? { answer: null, messages: [], explanation: null };
	for (const { item, byId, byName, at, reason, ...rest } of answers) {
		const by = { id: byId, name: visibleText(byName) };
		const answer = { ...rest, reason: visibleProse(reason), by, at: at.toISOString() };
		said.set(item, { ...of(item), answer });
	}
	for (const { item, handover, body, byId, byName, at } of messages) {
		const by = { id: byId, name: visibleText(byName) };
		const message = { handover, body: visibleProse(body), by, at: at.toISOString() };
		said.set(item, { ...of(item), messages: [...of(item).messages, message] });
	}
	for (const { item, handover, text } of explanations) {
		said.set(item, { ...of(item), explanation: { handover, text } });
	}
	return said;
}
