import type { z } from "zod";
import { sharedTurns } from "@/lib/core/fair-turns";
import { databaseSource } from "@/lib/platform/audit/database-source";
import { readExpectedAnchors } from "@/lib/platform/audit/expected-anchors";
import { recordAudit } from "@/lib/platform/audit/record";
import { type Verdict, type VerifyOptions, verifyChain } from "@/lib/platform/audit/verify-chain";
import { config } from "@/lib/platform/config/config";
import { senderOf } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { VERIFY_VERB, type verificationRecord } from "./state";

/** One at a time: it hashes every row in this process, and many at once would keep everybody waiting. */
const turns = sharedTurns("audit verification", 1);

/**
 * Verifies the whole chain of the product's database and records the outcome as a row of its own: that somebody
 * looked, and what they saw, is part of the evidence.
 * @throws AppError `unauthenticated`, `forbidden`; the signal's reason when aborted, and then nothing is recorded
 */
export async function verifyAudit(
	ctx: Context,
	options: Pick<VerifyOptions, "onProgress" | "signal"> = {},
): Promise<Verdict> {
	authorize(ctx.actor, "audit.read");
	const verdict = await turns().run(senderOf(ctx.actor), () => verify(ctx, options), options.signal);
	const after = {
		outcome: verdict.outcome,
		through: verdict.head.seq,
		hash: verdict.head.hash,
		reason: verdict.outcome === "broken" ? verdict.broken.reason : null,
	} satisfies z.infer<typeof verificationRecord>;
	await ctx.db.$transaction((tx) =>
		recordAudit(tx, ctx, { verb: VERIFY_VERB, target: ["audit", "chain"], after }),
	);
	return verdict;
}

async function verify(ctx: Context, options: Pick<VerifyOptions, "onProgress" | "signal">): Promise<Verdict> {
	const { heads: anchors } = await readExpectedAnchors(config().auditAnchorFile, options.signal);
	return await verifyChain(databaseSource(ctx.db), { ...options, anchors });
}
