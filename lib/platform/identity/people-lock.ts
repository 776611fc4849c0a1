import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import type { Transaction } from "@/lib/platform/db/client";

/** People are made and unmade one after another: rules about the first and the last of them must hold. */
export async function lockPeople(tx: Transaction): Promise<void> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('afterclick people', 0))`;
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
