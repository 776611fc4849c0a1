import { AppError } from "@/lib/core/errors";
import type { Actor } from "@/lib/platform/context/actor";

/** Open streams of one person or token in this process: more tabs than anybody reads. */
const MOST_OF_ONE = 32;
/** Of one address, from which a whole team may come. */
const MOST_OF_ADDRESS = 512;
const RETRY_SECONDS = 30;

/** Next bundles this module into several copies in one process; they count together. */
const shared = globalThis as { [key]?: Map<string, number> };
const key = Symbol.for("afterclick.streamPlaces");

/**
 * Takes a place for an open stream. Streams hold a connection and hear every event, so nobody may open them without
 * end: the others' pages would be late.
 * @returns how to give it back; safe to call twice
 * @throws AppError `rate_limited`
 */
export function takeStreamPlace(actor: Actor, address: string): () => void {
	shared[key] ??= new Map();
	const open = shared[key];
	const limits: [string, number][] = [[`address ${address}`, MOST_OF_ADDRESS]];
	if (actor.kind === "person" || actor.kind === "token") limits.push([`actor ${actor.id}`, MOST_OF_ONE]);
	if (limits.some(([name, most]) => (open.get(name) ?? 0) >= most)) {
		throw new AppError("rate_limited", "Too many live connections are open.", {
			remedy: "Close some tabs. This page continues without live updates and retries by itself.",
			details: { retryAfterSeconds: RETRY_SECONDS },
		});
	}
	for (const [name] of limits) open.set(name, (open.get(name) ?? 0) + 1);
	let given = false;
	return () => {
		if (given) return;
		given = true;
		for (const [name] of limits) {
			const left = (open.get(name) ?? 1) - 1;
			if (left === 0) open.delete(name);
			else open.set(name, left);
		}
	};
}
