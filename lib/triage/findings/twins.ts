import { Prisma } from "@/lib/platform/db/generated/client.ts";

/**
 * Pairs of findings of one click, told apart by a blank or the letter case of the account, that are still to be settled:
 * `b` waits for a decision, or was decided otherwise than `k`, which runs go on with. To follow `FROM`.
 */
export const OPEN_TWINS = Prisma.sql`"FindingTwin" t JOIN "Finding" b ON b."id" = t."findingId"
	JOIN "Finding" k ON k."id" = t."ofId" AND (b."status" IN ('new', 'changed') OR b."status" <> k."status")`;
