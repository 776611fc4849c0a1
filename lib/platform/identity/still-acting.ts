import { AppError } from "@/lib/core/errors";
import { isAtLeast } from "@/lib/core/roles";
import type { Context } from "@/lib/platform/context/context";
import { seesAllOf } from "@/lib/platform/context/scope";
import type { Transaction } from "@/lib/platform/db/client";
import { LOCAL_ADMINISTRATOR, signInRequired } from "./local-administrator";
import { lockPerson } from "./people-lock";
import { personActor } from "./visit";

/**
 * Looks at the actor again in the transaction of a change, and locks what their rights come from until it ends: a
 * request that began before somebody was disabled, limited or signed out must not change anything after that.
 * @throws AppError `unauthenticated` when they may not act any more, `forbidden` when they have less than at the start
 */
export async function requireStillActing(tx: Transaction, ctx: Context): Promise<void> {
	const { actor, sessionId } = ctx;
	if (actor.kind === "system") return;
	if (actor.kind === "visitor") throw ended();
	const personId = actor.kind === "person" ? actor.id : actor.personId;
	if (personId === LOCAL_ADMINISTRATOR.id && (await signInRequired(tx))) throw ended();
	if (personId !== null) {
		const person = await lockPerson(tx, personId);
		if (person === null || person.role === null || person.disabledAt !== null) throw ended();
		const has = personActor(person);
		if (!isAtLeast(has.role, actor.role) || !seesAllOf(has, actor.workspaces ?? [])) {
			throw new AppError("forbidden", "Your access has changed in the meantime.", {
				remedy: "Reload the page and try again.",
			});
		}
	}
	if (sessionId !== null) {
		await tx.$executeRaw`SELECT 1 FROM "Session" WHERE "id" = ${sessionId}::uuid FOR SHARE`;
		const session = await tx.session.findUnique({ where: { id: sessionId }, select: { revokedAt: true } });
		if (session === null || session.revokedAt !== null) throw ended();
	}
	if (actor.kind === "token") {
		await tx.$executeRaw`SELECT 1 FROM "ApiToken" WHERE "id" = ${actor.id}::uuid FOR SHARE`;
		const token = await tx.apiToken.findUnique({ where: { id: actor.id }, select: { revokedAt: true } });
		if (token === null || token.revokedAt !== null) throw ended();
	}
}

function ended(): AppError {
	return new AppError("unauthenticated", "Your access has ended.", { remedy: "Sign in again." });
}
