/**
 * What one process tells all: a payload sent in a transaction reaches every subscriber of every replica once
 * the transaction commits, and none if it rolls back (PostgreSQL LISTEN/NOTIFY).
 */
import pg from "pg";
import { AppError } from "@/lib/core/errors";
import { connectionOptions, type Database, databaseUrl, type Transaction } from "@/lib/platform/db/client";

/** One channel for all of ours, so that a subscription needs no round trip of its own. */
const CHANNEL = "afterclick";
/** PostgreSQL refuses 8,000 bytes; the rest is for the channel's name and quoting. */
const MOST_BYTES = 7_000;
const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5_000;

export type Listener = (payload: string) => void;

export interface SubscribeOptions {
	/**
	 * Called each time listening begins: the first time, and again after a lost connection. What was told in
	 * between did not arrive, so anyone who shows state should read it again here.
	 */
	readonly onListening?: () => void;
}

/**
 * Tells `payload` (an id, not a document) on `channel` when the transaction commits. Equal payloads of one
 * transaction arrive once.
 * @throws AppError `too_large` above 7,000 bytes.
 */
export async function notify(tx: Transaction | Database, channel: string, payload: string): Promise<void> {
	const message = JSON.stringify([channel, payload]);
	if (Buffer.byteLength(message) > MOST_BYTES) {
		throw new AppError("too_large", `A notification on ${channel} is larger than ${MOST_BYTES} bytes.`);
	}
	await tx.$executeRaw`select pg_notify(${CHANNEL}, ${message})`;
}

/**
 * Calls `listener` for every payload told on `channel`, by this process or another, until unsubscribed. The
 * process listens on one connection of its own, opened by the first subscriber and reopened when lost.
 */
export function subscribe(channel: string, listener: Listener, options: SubscribeOptions = {}): () => void {
	return hub().subscribe({ channel, listener, onListening: options.onListening });
}

/** Ends the listening connection; subscribers hear nothing more. */
export async function closeNotifications(): Promise<void> {
	const open = shared[key];
	delete shared[key];
	await open?.close();
}

interface Subscription {
	readonly channel: string;
	readonly listener: Listener;
	readonly onListening: (() => void) | undefined;
}

class Hub {
	readonly #subscriptions = new Set<Subscription>();
	#client: pg.Client | undefined;
	#listening = false;
	#closed = false;
	#retryMs = FIRST_RETRY_MS;
	#timer: NodeJS.Timeout | undefined;

	subscribe(subscription: Subscription): () => void {
		this.#subscriptions.add(subscription);
		if (this.#listening) queueMicrotask(() => subscription.onListening?.());
		else this.#connect();
		return () => {
			this.#subscriptions.delete(subscription);
		};
	}

	async close(): Promise<void> {
		this.#closed = true;
		clearTimeout(this.#timer);
		this.#subscriptions.clear();
		const client = this.#client;
		this.#client = undefined;
		await client?.end().catch(() => undefined);
	}

	#connect(): void {
		if (this.#client || this.#closed || this.#timer) return;
		const client = new pg.Client(connectionOptions(databaseUrl(), "listen"));
		this.#client = client;
		const lose = () => {
			if (this.#client !== client) return;
			this.#client = undefined;
			this.#listening = false;
			void client.end().catch(() => undefined);
			this.#retry();
		};
		client.on("error", lose);
		client.on("end", lose);
		client.on("notification", ({ payload }) => this.#deliver(payload));
		client
			.connect()
			.then(() => client.query(`listen ${CHANNEL}`))
			.then(() => {
				if (this.#client !== client) return;
				this.#listening = true;
				this.#retryMs = FIRST_RETRY_MS;
				for (const subscription of [...this.#subscriptions]) subscription.onListening?.();
			})
			.catch(lose);
	}

	#retry(): void {
		if (this.#closed) return;
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.#connect();
		}, this.#retryMs);
		this.#timer.unref();
		this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
	}

	#deliver(message: string | undefined): void {
		if (message === undefined) return;
		const [channel, payload] = JSON.parse(message) as [string, string];
		for (const subscription of [...this.#subscriptions]) {
			if (subscription.channel === channel) subscription.listener(payload);
		}
	}
}

/** Next bundles this module apart from the scripts around it; both use the one connection. */
const key = Symbol.for("afterclick.notifications");
const shared = globalThis as { [key]?: Hub };

function hub(): Hub {
	shared[key] ??= new Hub();
	return shared[key];
}
