import { AppError } from "@/lib/core/errors";
import { isAtLeast } from "@/lib/core/roles";
import type { Context } from "@/lib/platform/context/context";
import { maySee, seesAllOf } from "@/lib/platform/context/scope";
import type { Database, Transaction } from "@/lib/platform/db/client";
import type { Person } from "@/lib/platform/db/generated/client.ts";
import { LOCAL_ADMINISTRATOR, signInRequired } from "./local-administrator";
import { lockPerson } from "./people-lock";
import { personActor } from "./visit";

/**
 * Looks at the actor again in the transaction of a change, and locks what their rights come from until it ends: a
 * request that began before somebody was disabled, limited or signed out must not change anything after that.
 * @throws AppError `unauthenticated` when they may not act any more, `forbidden` when they have less than at the start
 */
export async function requireStillActing(tx: Transaction, ctx: Context): Promise<void> {
	await lookAgain(tx, ctx, {
		person: (id) => lockPerson(tx, id),
		session: (id) => tx.$executeRaw`SELECT 1 FROM "Session" WHERE "id" = ${id}::uuid FOR SHARE`,
		token: (id) => tx.$executeRaw`SELECT 1 FROM "ApiToken" WHERE "id" = ${id}::uuid FOR SHARE`,
	});
}

/**
 * Looks at the actor again and locks nothing: for what listens for changes of rights, and may have begun to listen only
 * after one.
 * @throws AppError as {@link requireStillActing}
 */
export async function requireActing(ctx: Context): Promise<void> {
	const nothing = async () => {};
	await lookAgain(ctx.db, ctx, {
		person: (id) => ctx.db.person.findUnique({ where: { id } }),
		session: nothing,
		token: nothing,
	});
}

interface Locks {
	/** The person as they are now. */
	readonly person: (id: string) => Promise<Person | null>;
	readonly session: (id: string) => Promise<unknown>;
	readonly token: (id: string) => Promise<unknown>;
}

async function lookAgain(
	tx: Database | Transaction,
	{ actor, sessionId }: Context,
	locks: Locks,
): Promise<void> {
	if (actor.kind === "system") return;
	if (actor.kind === "visitor") throw ended();
	const personId = actor.kind === "person" ? actor.id : actor.personId;
	if (personId === LOCAL_ADMINISTRATOR.id && (await signInRequired(tx))) throw ended();
	if (personId !== null) {
		const person = await locks.person(personId);
		if (person === null || person.role === null || person.disabledAt !== null) throw ended();
		const has = personActor(person);
		const seesAsMuch =
			actor.workspaces === null ? seesAllOf(has, []) : actor.workspaces.every((id) => maySee(has, id));
		if (!isAtLeast(has.role, actor.role) || !seesAsMuch) {
			throw new AppError("forbidden", "Your access has changed in the meantime.", {
				remedy: "Reload the page and try again.",
			});
		}
	}
	if (sessionId !== null) {
		await locks.session(sessionId);
		const session = await tx.session.findUnique({ where: { id: sessionId }, select: { revokedAt: true } });
		if (session === null || session.revokedAt !== null) throw ended();
	}
	if (actor.kind === "token") {
		await locks.token(actor.id);
		const token = await tx.apiToken.findUnique({ where: { id: actor.id }, select: { revokedAt: true } });
		if (token === null || token.revokedAt !== null) throw ended();
	}
}

function ended(): AppError {
	return new AppError("unauthenticated", "Your access has ended.", { remedy: "Sign in again." });
}
