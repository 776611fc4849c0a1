import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { type OneDecisionInput, oneDecisionInput } from "@/lib/decisions/schema";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { missingIfMatch } from "@/lib/platform/http/etag";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import { decide } from "./decide";

/**
 * Decides one finding as {@link decide} does, for a caller that says what it saw as an entity tag.
 * @param seen the version that the person saw; a tag that is no version matches none
 * @throws AppError `invalid_input` without a version, what {@link decide} throws, `not_found`, `precondition_failed` (with `finding`, as it stands now)
 */
export async function decideOne(
	ctx: Context,
	id: string,
	seen: string | null,
	input: OneDecisionInput,
): Promise<FindingSummary> {
	authorize(ctx.actor, "findings.decide");
	const wanted = parseInput(oneDecisionInput, input);
	if (seen === null) throw missingIfMatch();
	const version = /^[1-9]\d{0,9}$/.test(seen) ? Number(seen) : Number.MAX_SAFE_INTEGER;
	const { outcomes } = await decide(ctx, { ...wanted, ids: [id], versions: { [id]: version } });
	const [outcome] = outcomes;
	if (outcome === undefined || outcome.outcome === "not_found") {
		throw new AppError("not_found", "Finding not found.");
	}
	if (outcome.outcome === "conflict") {
		throw new AppError("precondition_failed", "This finding has changed since you read it.", {
			details: { finding: outcome.finding },
		});
	}
	return outcome.finding;
}
