import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import type { Actor } from "@/lib/platform/context/actor";
import { shareSpent } from "./shared-limits";

/** Where scripts/serve.ts puts the address of the connection, whatever the request itself says. */
export const ADDRESS_HEADER = "x-afterclick-address";

const WINDOW_SECONDS = 60;

/** What a request costs: looking and changing are paid from two purses. */
type Purse = "reads" | "writes";

/** Next bundles this module into several copies in one process; they count together. */
const shared = globalThis as { [key]?: Map<string, RateLimiterMemory> };
const key = Symbol.for("afterclick.rateLimits");

/**
 * Takes one request from what its sender may send in a minute, and puts what is left into the answer's headers
 * (draft-ietf-httpapi-ratelimit-headers). Counted in this process's memory, and told to the other replicas:
 * docs/decisions/0018-limits-shared-by-replicas.md.
 * @param address of the sender's connection; tells visitors apart
 * @throws AppError `rate_limited`, with the seconds to wait
 */
export async function takeFrom(purse: Purse, actor: Actor, address: string, headers: Headers): Promise<void> {
	const points = config().rateLimit[purse];
	if (points === 0 || actor.kind === "system") return;
	const sender = actor.kind === "visitor" ? `address ${address}` : `${actor.kind} ${actor.id}`;
	try {
		tell(headers, points, await limiter(purse, points).consume(sender));
		shareSpent(purse, sender, countRemote);
	} catch (refusal) {
		if (!(refusal instanceof RateLimiterRes)) throw refusal;
		tell(headers, points, refusal);
		const seconds = Math.max(1, secondsBeforeNext(refusal));
		throw new AppError("rate_limited", `More than ${points.toLocaleString("en")} ${purse} in a minute.`, {
			remedy: `Continue in ${seconds} ${seconds === 1 ? "second" : "seconds"}, as Retry-After says.`,
			details: { retryAfterSeconds: seconds },
		});
	}
}

/** What another replica has counted. */
function countRemote(purse: string, sender: string, count: number): void {
	if (purse !== "reads" && purse !== "writes") return;
	const points = config().rateLimit[purse];
	if (points > 0) void limiter(purse, points).penalty(sender, count);
}

function tell(headers: Headers, points: number, result: RateLimiterRes): void {
	headers.set("ratelimit-limit", String(points));
	headers.set("ratelimit-remaining", String(result.remainingPoints));
	headers.set("ratelimit-reset", String(secondsBeforeNext(result)));
}

/** Never more than the window: the count is dropped after it, however the clock was set meanwhile. */
function secondsBeforeNext({ msBeforeNext }: RateLimiterRes): number {
	return Math.min(WINDOW_SECONDS, Math.max(0, Math.ceil(msBeforeNext / 1_000)));
}

function limiter(purse: Purse, points: number): RateLimiterMemory {
	shared[key] ??= new Map();
	const name = `${purse} ${points}`;
	let known = shared[key].get(name);
	if (!known) {
		known = new RateLimiterMemory({ points, duration: WINDOW_SECONDS, keyPrefix: purse });
		shared[key].set(name, known);
	}
	return known;
}
