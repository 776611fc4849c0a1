import { config } from "@/lib/platform/config/config";
import { servesBeyondLoopback } from "@/lib/platform/config/reach";
import type { PersonActor } from "@/lib/platform/context/actor";
import type { Database, Transaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";

/**
 * Who everybody is while nobody signs in: the product listens on loopback only, so anyone who reaches it has this
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
