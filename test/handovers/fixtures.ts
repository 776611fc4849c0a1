import { openHandover } from "@/lib/handovers/handovers/open";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";
import { writeNote } from "@/lib/handovers/handovers/write-note";
import { signHandover } from "@/lib/handovers/signing/sign";
import type { Actor } from "@/lib/platform/context/actor";
import type { Database } from "@/lib/platform/db/client";
import { testContext } from "@/test/findings/fixtures";

/** For tests: the draft that comes next, with whatever it lacks explained, so that it can be signed. */
export async function explainedDraft(db: Database, actor: Actor, at = new Date()): Promise<HandoverDetail> {
	const ctx = testContext(db, actor, () => at);
	const draft = await openHandover(ctx);
	for (const { item } of draft.blocking) {
		await writeNote(ctx, draft.id, {
			item,
			version: draft.notes[item] ?? 0,
			explanation: "Known and meant.",
		});
	}
	return await openHandover(ctx);
}

/** For tests: the handover that comes next, signed by this person at this time. */
export async function signedHandover(db: Database, actor: Actor, at = new Date()): Promise<HandoverDetail> {
	const { id, version } = await explainedDraft(db, actor, at);
	return await signHandover(
		testContext(db, actor, () => at),
		id,
		{ version },
	);
}
