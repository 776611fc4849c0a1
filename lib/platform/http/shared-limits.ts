import { randomUUID } from "node:crypto";
import { config } from "@/lib/platform/config/config";
import { database } from "@/lib/platform/db/client";
import { notify, subscribe } from "@/lib/platform/db/notify";
import { logger } from "@/lib/platform/telemetry/logger";

const SPENT_CHANNEL = "spent";
/** How long counts are gathered before the other replicas are told; milliseconds. */
const TELL_MS = 1_000;
/** Senders of one message, those who sent most; it has room for about so many. */
const MOST_TOLD = 80;

type Spent = readonly [purse: string, sender: string, count: number];
interface Message {
	readonly process: string;
	readonly spent: readonly Spent[];
}

interface Sharing {
	readonly process: string;
	readonly spent: Map<string, [purse: string, sender: string, count: number]>;
	timer: NodeJS.Timeout | undefined;
	stop: (() => void) | undefined;
}

/** Next bundles this module into several copies in one process; they share. */
const shared = globalThis as { [key]?: Sharing };
const key = Symbol.for("afterclick.sharedLimits");

/**
 * Has the other replicas count a request of `sender` too, about a second later. A process with its own database is
 * the only one, and tells nobody.
 * @param onSpent is told what others have counted
 */
export function shareSpent(
	purse: string,
	sender: string,
	onSpent: (purse: string, sender: string, count: number) => void,
): void {
	if (!config().databaseIsExternal) return;
	shared[key] ??= { process: randomUUID(), spent: new Map(), timer: undefined, stop: undefined };
	const sharing = shared[key];
	sharing.stop ??= subscribe(SPENT_CHANNEL, (payload) => {
		const { process, spent } = JSON.parse(payload) as Message;
		if (process === sharing.process) return;
		for (const each of spent) onSpent(...each);
	});
	const name = `${purse} ${sender}`;
	const entry = sharing.spent.get(name) ?? [purse, sender, 0];
	entry[2] += 1;
	sharing.spent.set(name, entry);
	sharing.timer ??= setTimeout(() => {
		sharing.timer = undefined;
		void tellSpent(sharing);
	}, TELL_MS).unref();
}

async function tellSpent(sharing: Sharing): Promise<void> {
	const spent = [...sharing.spent.values()].sort((a, b) => b[2] - a[2]).slice(0, MOST_TOLD);
	sharing.spent.clear();
	const message: Message = { process: sharing.process, spent };
	// Limits must not fail because the database does.
	await notify(database(), SPENT_CHANNEL, JSON.stringify(message)).catch((err: unknown) =>
		logger().debug({ err }, "could not share the spent limits with the replicas"),
	);
}
