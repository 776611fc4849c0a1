import type { Bench } from "@/bench/harness";
import { type AuditEntry, recordAudit } from "@/lib/platform/audit/record";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";

/** Twin of `AuditEvent` without chain: same columns, same indexes, no hashes and no head. */
const PLAIN = `
	CREATE TABLE plain ("seq" bigserial PRIMARY KEY, "at" timestamptz(3) NOT NULL, "actorKind" text NOT NULL,
		"actorId" text, "actorName" text NOT NULL, "actorVerified" boolean NOT NULL, "verb" text NOT NULL,
		"targetKind" text NOT NULL, "targetId" text NOT NULL, "requestId" text, "before" json, "after" json);
	CREATE INDEX ON plain ("targetKind", "targetId", "seq");
	CREATE INDEX ON plain ("actorId", "seq");
	CREATE INDEX ON plain ("verb", "seq");
	CREATE INDEX ON plain ("at");`;

export const bench: Bench = {
	size: 1_000,
	notes:
		"recordAudit of --size rows in one transaction, hash-chained, against the same rows inserted without a chain",
	rounds: 60,
	async prepare({ size, database }) {
		const { db } = await database();
		for (const statement of PLAIN.split(";").filter((part) => part.trim() !== "")) {
			await db.$executeRawUnsafe(statement);
		}
		const ctx = createContext(SYSTEM, "request");
		const entries = Array.from(
			{ length: size },
			(_, n): AuditEntry => ({
				verb: "findings.decide",
				target: ["finding", `0196f111-0000-7000-8000-${String(n).padStart(12, "0")}`],
				before: { status: "new", verdict: null, reason: null, note: null, decidedAt: null, decisionId: null },
				after: {
					status: "benign",
					verdict: "benign",
					reason: "attack_simulation",
					note: "Exercise",
					decisionId: n,
				},
			}),
		);
		return {
			subject: () =>
				db.$transaction(async (tx) => {
					await recordAudit(tx, ctx, entries);
					return entries.length;
				}),
			floor: () =>
				db.$transaction(
					(
						tx,
					) => tx.$executeRaw`INSERT INTO plain ("at", "actorKind", "actorId", "actorName", "actorVerified",
							"verb", "targetKind", "targetId", "requestId", "before", "after")
						SELECT ${ctx.now().toISOString()}::timestamptz, 'system', NULL, 'Afterclick', TRUE, "verb",
							"targetKind", "targetId", ${ctx.requestId}, "before"::json, "after"::json
						FROM unnest(${entries.map(({ verb }) => verb)}::text[],
							${entries.map(({ target }) => target[0])}::text[],
							${entries.map(({ target }) => target[1])}::text[],
							${entries.map(({ before }) => JSON.stringify(before))}::text[],
							${entries.map(({ after }) => JSON.stringify(after))}::text[])
							AS r("verb", "targetKind", "targetId", "before", "after")`,
				),
			agree: (recorded, inserted) => recorded === size && inserted === size,
		};
	},
};
