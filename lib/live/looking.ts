import type { Database } from "@/lib/db/client";
import { notify, subscribe } from "@/lib/db/notify";
import { logger } from "@/lib/logger";
import { LOOKING_MS, type Looker, present, type SeenLooker } from "./rules";

/** Channel on which pages say that they show a case; nothing of it is stored. */
const LOOKING_CHANNEL = "looking";

interface Saying extends Looker {
	readonly caseId: string;
	/** `hello`: just opened, and wants to hear of the others; `here`: still open; `gone`: closed. */
	readonly say: "hello" | "here" | "gone";
}

/**
 * Tells everybody's pages of a case that this one is open, and this one who else looks, whenever that changes.
 * @returns how to leave
 */
export function look(
	db: Database,
	caseId: string,
	me: Looker,
	onPresent: (people: { id: string; name: string }[]) => void,
): () => void {
	const seen = new Map<string, SeenLooker>();
	let last = "";
	const say = (what: Saying["say"]) =>
		notify(db, LOOKING_CHANNEL, JSON.stringify({ ...me, caseId, say: what } satisfies Saying)).catch((err) =>
			logger().warn({ err }, "could not say who looks at a case"),
		);
	const show = () => {
		const people = present(seen.values(), Date.now()).filter(({ id }) => id !== me.personId);
		const text = JSON.stringify(people);
		if (text === last) return;
		last = text;
		onPresent(people);
	};
	const unsubscribe = subscribe(
		LOOKING_CHANNEL,
		(payload) => {
			const { caseId: of, say: what, ...looker } = JSON.parse(payload) as Saying;
			if (of !== caseId || looker.page === me.page) return;
			if (what === "gone") seen.delete(looker.page);
			else seen.set(looker.page, { ...looker, at: Date.now() });
			if (what === "hello") void say("here");
			show();
		},
		{ onListening: () => void say("hello") },
	);
	const timer = setInterval(() => {
		void say("here");
		show();
	}, LOOKING_MS);
	return () => {
		clearInterval(timer);
		unsubscribe();
		void say("gone");
	};
}
