import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import type { Transaction } from "@/lib/platform/db/client";
import type { LocalCredential, Person } from "@/lib/platform/db/generated/client.ts";

/** People are made and unmade one after another: rules about the first and the last of them must hold. */
export async function lockPeople(tx: Transaction): Promise<void> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('afterclick people', 0))`;
}

/**
 * A person as they are now, locked until the transaction ends. Whatever opens or ends somebody's access locks in one
 * order, so that nobody waits in a circle: `lockPeople`, the actor, the person, their credential, sessions, tokens.
 */
export async function lockPerson(tx: Transaction, id: string): Promise<Person | null> {
	await tx.$executeRaw`SELECT 1 FROM "Person" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
	return await tx.person.findUnique({ where: { id } });
}

/** A person's credential as it is now, locked until the transaction ends. Lock the person first. */
export async function lockCredential(tx: Transaction, personId: string): Promise<LocalCredential | null> {
	await tx.$executeRaw`SELECT 1 FROM "LocalCredential" WHERE "personId" = ${personId}::uuid FOR NO KEY UPDATE`;
	return await tx.localCredential.findUnique({ where: { personId } });
}

/**
 * Carries out a change after which somebody must be left who can manage people, if there was somebody before. With
 * a provider, an administrator can come from there. Call it under the lock.
 * @throws AppError `conflict`
 */
export async function keepAdministrator(tx: Transaction, change: () => Promise<unknown>): Promise<void> {
	const count = () =>
		tx.person.count({
			where: { role: "admin", disabledAt: null, workspaces: { isEmpty: true }, credential: { isNot: null } },
		});
	const before = await count();
	await change();
	if (config().oidc !== undefined || before === 0 || (await count()) > 0) return;
	throw new AppError("conflict", "No one would be left who can manage people.", {
		remedy: "Make someone else an administrator first.",
	});
}
