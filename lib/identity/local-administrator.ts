import { config } from "@/lib/config";
import type { Database } from "@/lib/db/client";
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

/** True once somebody can sign in: a provider is configured, or a person has a password here. */
export async function signInRequired(db: Database): Promise<boolean> {
	if (config().oidc !== undefined) return true;
	return (await db.localCredential.findFirst({ select: { personId: true } })) !== null;
}
