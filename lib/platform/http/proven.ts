import { type Actor, senderOf } from "@/lib/platform/context/actor";

/** Credentials kept, the oldest forgotten first. */
const MOST = 10_000;

/** Next bundles this module into several copies in one process; they share. */
const shared = globalThis as { [key]?: Map<string, string> };
const key = Symbol.for("afterclick.provenCredentials");

/** Notes whose a session or token is, once it was found good. */
export function noteProven(credential: string | null, actor: Actor): void {
	if (credential === null || (actor.kind !== "person" && actor.kind !== "token")) return;
	shared[key] ??= new Map();
	const known = shared[key];
	if (known.has(credential)) return;
	known.set(credential, senderOf(actor));
	if (known.size > MOST) known.delete(known.keys().next().value as string);
}

/** Whose a session or token is, as far as this process has found it good before; undefined for a made-up one. */
export function provenHolder(credential: string): string | undefined {
	return shared[key]?.get(credential);
}
