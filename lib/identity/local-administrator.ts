import { config } from "@/lib/config";
import type { Database, Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client.ts";
import { servesBeyondLoopback } from "@/lib/server/reach";
import type { PersonActor } from "./actor";

/**
 * Who everybody is while nobody signs in: the product listens on loopback only, so whoever reaches it has this
 * machine anyway. Its row is made by the migration that brought sign-in.
 */
export const LOCAL_ADMINISTRATOR: PersonActor = {
	kind: "person",
	id: "00000000-0000-7000-8000-000000000001",
	name: "Local administrator",
	verified: false,
	role: "admin",
	workspaces: null,
};

/**
 * True once somebody can sign in: a provider is configured, or a person has a password here. And always where
 * others than this machine are served.
 */
export async function signInRequired(db: Database | Transaction): Promise<boolean> {
	if (config().oidc !== undefined || servesBeyondLoopback()) return true;
	return (await db.localCredential.findFirst({ select: { personId: true } })) !== null;
}

/** Leaves the local administrator out of a search for people once somebody can sign in: no one can act as it then. */
export async function withoutIdleAdministrator(db: Database | Transaction): Promise<Prisma.PersonWhereInput> {
	return (await signInRequired(db)) ? { NOT: { id: LOCAL_ADMINISTRATOR.id } } : {};
}
