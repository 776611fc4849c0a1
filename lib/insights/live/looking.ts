import { randomUUID } from "node:crypto";
import type { Database } from "@/lib/platform/db/client";
import { notify, subscribe } from "@/lib/platform/db/notify";
import { logger } from "@/lib/platform/telemetry/logger";
import { LOOKING_MS, present, type SeenLooker } from "./rules";

/** Channel on which processes say who looks at a case there; nothing of it is stored. */
const LOOKING_CHANNEL = "looking";
/** People of one process that are named to the others; the message has room for no more. */
const MOST_NAMED = 40;

export interface Person {
	readonly id: string;
	readonly name: string;
}

interface Message {
	readonly caseId: string;
	readonly process: string;
	/** Who looks there now; nobody any more when it is empty. */
	readonly people: readonly Person[];
	/** The process has just begun to look, and wants to hear of the others. */
	readonly hello: boolean;
}

interface Page {
	readonly person: Person;
	readonly onPresent: (people: Person[]) => void;
	shown: string;
}

const PROCESS = randomUUID();
const rooms = new Map<string, Room>();

/** The open pages of one case in this process. However many there are, the other processes hear of them once. */
class Room {
	readonly #pages = new Set<Page>();
	readonly #others = new Map<string, SeenLooker[]>();
	readonly #timer: NodeJS.Timeout;
	readonly #unsubscribe: () => void;
	#said = "";
	#planned = false;
	#listening = false;

	constructor(
		readonly db: Database,
		readonly caseId: string,
	) {
		this.#timer = setInterval(() => {
			this.#say(false);
			this.#show();
		}, LOOKING_MS);
		this.#unsubscribe = subscribe(LOOKING_CHANNEL, (payload) => this.#hear(JSON.parse(payload) as Message), {
			onListening: () => {
				this.#listening = true;
				this.#say(true);
			},
		});
	}

	enter(page: Page): void {
		this.#pages.add(page);
		this.#changed();
	}

	leave(page: Page): void {
		this.#pages.delete(page);
		if (this.#pages.size === 0) {
			rooms.delete(this.caseId);
			clearInterval(this.#timer);
			this.#unsubscribe();
			this.#say(false);
		} else this.#changed();
	}

	/** Of pages that come and go in one moment the others are told once, and not at all of a person's second page. */
	#changed(): void {
		if (this.#planned) return;
		this.#planned = true;
		setImmediate(() => {
			this.#planned = false;
			this.#show();
			if (this.#listening && this.#pages.size > 0 && this.#said !== JSON.stringify(this.#people()))
				this.#say(false);
		});
	}

	#people(): Person[] {
		const people = new Map([...this.#pages].map(({ person }) => [person.id, person]));
		return [...people.values()].slice(0, MOST_NAMED);
	}

	#say(hello: boolean): void {
		const people = this.#people();
		this.#said = JSON.stringify(people);
		const message: Message = { caseId: this.caseId, process: PROCESS, people, hello };
		notify(this.db, LOOKING_CHANNEL, JSON.stringify(message)).catch((err) =>
			logger().warn({ err }, "could not announce who is viewing a case"),
		);
	}

	#hear({ caseId, process, people, hello }: Message): void {
		if (caseId !== this.caseId || process === PROCESS) return;
		const at = Date.now();
		this.#others.set(
			process,
			people.map(({ id, name }) => ({ page: process, personId: id, name, at })),
		);
		if (people.length === 0) this.#others.delete(process);
		if (hello) this.#say(false);
		this.#show();
	}

	#show(): void {
		const now = Date.now();
		const here = this.#people().map(({ id, name }) => ({ page: PROCESS, personId: id, name, at: now }));
		const everybody = present([...here, ...[...this.#others.values()].flat()], now);
		for (const page of this.#pages) {
			const others = everybody.filter(({ id }) => id !== page.person.id);
			const text = JSON.stringify(others);
			if (text === page.shown) continue;
			page.shown = text;
			page.onPresent(others);
		}
	}
}

/**
 * Tells everybody's pages of a case that this one is open, and this one who else looks, whenever that changes.
 * @returns how to leave
 */
export function look(
	db: Database,
	caseId: string,
	person: Person,
	onPresent: (people: Person[]) => void,
): () => void {
	const room = rooms.get(caseId) ?? new Room(db, caseId);
	rooms.set(caseId, room);
	const page: Page = { person, onPresent, shown: "" };
	room.enter(page);
	return () => room.leave(page);
}
