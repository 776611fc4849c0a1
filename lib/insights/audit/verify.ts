import type { z } from "zod";
import { databaseSource } from "@/lib/platform/audit/database-source";
import { readExpectedAnchors } from "@/lib/platform/audit/expected-anchors";
import { recordAudit } from "@/lib/platform/audit/record";
import { type Verdict, type VerifyOptions, verifyChain } from "@/lib/platform/audit/verify-chain";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { VERIFY_VERB, type verificationRecord } from "./state";

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
	const { heads: anchors } = await readExpectedAnchors(config().auditAnchorFile, options.signal);
	const verdict = await verifyChain(databaseSource(ctx.db), { ...options, anchors });
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
