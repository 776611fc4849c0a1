import { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { findPerson } from "./find-person";
import { requireManageable } from "./grant";
import { lockPeople, lockPerson } from "./people-lock";
import { revokeSessions } from "./sessions";
import { requireStillActing } from "./still-acting";

/** Signs a person out everywhere, at once. Their tokens stay. @throws AppError `not_found` */
export async function signOutPerson(ctx: Context, personId: string): Promise<{ ended: number }> {
	authorize(ctx.actor, "people.manage");
	const id = parseInput(z.uuid(), personId);
	const now = ctx.now();
	return ctx.db.$transaction(async (tx) => {
		await lockPeople(tx);
		await requireStillActing(tx, ctx);
		requireManageable(ctx.actor, await findPerson(tx, id));
		await lockPerson(tx, id);
		const ended = await revokeSessions(tx, id, now);
		await recordAudit(tx, ctx, {
			verb: "people.sign-out",
			target: ["person", id],
			after: { sessions: ended },
		});
		return { ended };
	});
}
