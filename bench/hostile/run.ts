/**
 * npm run bench -- hostile [WORD…]: whether the built app goes on answering others while each kind of hostile input is
 * thrown at it. WORDs choose among the attacks by their names.
 */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fillFindings } from "@/bench/fill-findings";
import { scratch } from "@/bench/harness";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";
import type { Database } from "@/lib/platform/db/client";
import { createLocalPerson } from "@/lib/platform/identity/create-local-person";
import { oneTimePassword } from "@/lib/platform/identity/password";
import { prepareGround } from "@/scripts/app-process";
import { addPerson, cookieOf, WORKSPACE_ID } from "@/test/findings/fixtures";
import { type Attacker, BOMBS, STORED } from "./bombs";
import { BARS, missed, table, type Watched, watch } from "./watch";

const FINDINGS = 10_000;
const SECONDS = 10;
/** Repeated at least this often, however long it takes. */
const LEAST = 5;
/** After a start, pages and queries are slow for everyone for a while. */
const WARM_UP_MS = 15_000;
/** Before each: what the last one left behind is done by then. */
const REST_MS = 2_000;

/** @returns whether all bars hold */
export async function benchHostile(words: readonly string[]): Promise<boolean> {
	const bombs = BOMBS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
	const undo: (() => Promise<unknown>)[] = [];
	try {
		const { db, url: database } = await scratch(undo);
		const own = await mkdtemp(join(tmpdir(), "afterclick-hostile-"));
		undo.push(() => rm(own, { recursive: true, force: true }));
		const hunts = await mkdtemp(join(tmpdir(), "afterclick-hunts-"));
		undo.push(() => rm(hunts, { recursive: true, force: true }));
		await copyFile("hunts/user-clicked-through-events.yaml", join(hunts, "seed.yaml"));
		const { attacker, other, cases } = await fill(db);
		const ground = await prepareGround(database);
		undo.push(() => ground.clear());
		const app = await ground.start({ SKIP_SEED_RUN: "1", HUNTS_DIRECTORY: hunts, LOG_LEVEL: "warn" });
		undo.push(() => app.stop());
		const others = { url: app.url, pid: app.pid, cookie: other };
		const attack: Attacker = { url: app.url, cookie: attacker, hunts, own, cases };
		const watched: Watched[] = [];
		await watch("warm-up", others, () => sleep(WARM_UP_MS, ""));
		const measure = async (name: string, work: () => Promise<string>) => {
			console.error(`${name} …`);
			await sleep(REST_MS);
			watched.push(await watch(name, others, work));
		};
		await measure("nothing", () => sleep(SECONDS * 1_000, ""));
		for (const { name, arm } of bombs) {
			const once = await arm(attack);
			await measure(name, () => again(once));
		}
		console.log(table(watched));
		console.log(
			`Bars: health p95 ≤ ${BARS.healthMs} ms, list p95 ≤ ${BARS.listMs} ms, memory of the web process < ${BARS.memoryMb} MB.`,
		);
		if (watched[0] && missed(watched[0]).length > 0)
			console.log("They are missed without any attack: the machine is too busy to judge by this run.");
		return watched.every((one) => missed(one).length === 0);
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

/** @returns how often it was thrown, and the last answer */
async function again(once: () => Promise<string>): Promise<string> {
	const end = performance.now() + SECONDS * 1_000;
	let answer = "";
	let thrown = 0;
	for (; thrown < LEAST || performance.now() < end; thrown++) answer = await once();
	return `${thrown} × ${answer}`;
}

/** Findings, two people who have signed in, where people have to, and two cases. */
async function fill(db: Database) {
	await fillFindings(db, FINDINGS);
	const person = { login: "admin", name: "Admin", role: "admin", password: oneTimePassword() };
	await createLocalPerson(createContext(SYSTEM), person);
	const cookie = async (name: string, role: "lead" | "analyst") =>
		await cookieOf(db, await addPerson(db, name, role));
	const newCase = async (title: string, bodies: readonly string[]) => {
		const now = new Date();
		const by = { createdByName: "Bench", createdAt: now, updatedAt: now };
		const made = await db.case.create({
			data: { workspaceId: WORKSPACE_ID, title, severity: "high", ...by },
		});
		await db.caseComment.createMany({
			data: bodies.map((body) => ({ caseId: made.id, body, authorName: "Bench", at: now })),
		});
		return { id: made.id, number: made.number };
	};
	return {
		attacker: await cookie("Attacker", "lead"),
		other: await cookie("Other", "analyst"),
		cases: { empty: await newCase("Empty", []), stored: await newCase("Stored", STORED) },
	};
}
