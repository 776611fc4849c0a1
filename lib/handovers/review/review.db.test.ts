import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateCase } from "@/lib/cases/cases/update";
import { AppError } from "@/lib/core/errors";
import { readSnapshot, snapshotHash } from "@/lib/handovers/handovers/snapshot";
import { acknowledgeHandover } from "@/lib/handovers/read-back/acknowledge";
import { addAddendum } from "@/lib/handovers/read-back/add-addendum";
import { answerItem } from "@/lib/handovers/read-back/answer";
import { searchAudit } from "@/lib/insights/audit/search";
import type { Actor, PersonActor } from "@/lib/platform/context/actor";
import type { Handover } from "@/lib/platform/db/generated/client.ts";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, HUNT_ID, testContext, WORKSPACE_ID } from "@/test/findings/fixtures";
import { seedSigned, snapshotItem } from "@/test/handovers/review-fixtures";
import { calendarOfHandovers } from "./calendar";
import { handoverDifference } from "./difference";
import { exportHandover } from "./export";
import { getHandedOver } from "./get";
import { searchHandovers } from "./history";
import { sinceHandover } from "./since";

let test: TestDatabase;
let kim: PersonActor;
let lee: PersonActor;
let vic: PersonActor;
/** Five in a chain, the oldest first. */
let chain: Handover[];

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 1, 6);
const as = (actor: Actor, at?: Date) => testContext(test.db, actor, () => at ?? new Date());
const code = (work: Promise<unknown>) =>
	work.then(
		() => "done",
		(error) => (error instanceof AppError ? error.code : String(error)),
	);

/** What each of the chain has; case C goes away and comes back. */
const ITEMS = [
	["a", "c"],
	["a", "b"],
	["a", "b", "c"],
	["a", "b"],
	["a", "d"],
];

beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim", "lead");
	lee = await addPerson(test.db, "Lee", "analyst");
	vic = await addPerson(test.db, "Vic", "viewer");
	chain = [];
	for (const [index, names] of ITEMS.entries()) {
		chain.push(
			await seedSigned(test.db, {
				outgoing: kim,
				previous: chain.at(-1) ?? null,
				// The fourth begins two hours late: a gap.
				signedAt: new Date(START + index * 8 * HOUR),
				hours: index === 3 ? 6 : 8,
				shift: index % 2 === 0 ? "Night" : "Day",
				summary: index === 1 ? 'Wire fraud at 50% of "Contoso"' : "",
				items: names.map((name) => snapshotItem(`case:${name}`, { title: `Case ${name.toUpperCase()}` })),
			}),
		);
	}
});
afterAll(() => test.drop());

const last = () => chain.at(-1) as Handover;
const titles = (items: readonly { title: string }[]) => items.map(({ title }) => title);

describe("the difference from the previous handover", () => {
	it("names what is new, resolved and carried over, and for how many shifts", async () => {
		const found = await handoverDifference(as(vic), last().id);
		expect(found.previous).toMatchObject({ number: chain[3]?.number, shift: "Day" });
		expect(titles(found.fresh)).toEqual(["Case D"]);
		expect(titles(found.resolved)).toEqual(["Case B"]);
		expect(found.carried).toMatchObject([{ title: "Case A", times: 4 }]);
		const third = await handoverDifference(as(vic), (chain[2] as Handover).id);
		expect(titles(third.fresh), "away in between, so it is new again").toEqual(["Case C"]);
		expect(third.carried.map(({ title, times }) => [title, times])).toEqual([
			["Case A", 2],
			["Case B", 1],
		]);
	});

	it("is everything for the first handover, and nothing for a draft", async () => {
		const first = await handoverDifference(as(vic), (chain[0] as Handover).id);
		expect(first).toMatchObject({ previous: null, resolved: [], carried: [] });
		expect(titles(first.fresh)).toEqual(["Case A", "Case C"]);
		const draft = await test.db.handover.create({
			data: {
				shift: "Day",
				windowFrom: new Date(),
				windowTo: new Date(),
				timeZone: "UTC",
				outgoingName: "Kim",
				createdAt: new Date(),
			},
		});
		expect(await code(handoverDifference(as(vic), draft.id))).toBe("conflict");
		expect(await code(getHandedOver(as(vic), draft.number))).toBe("conflict");
		expect(await code(getHandedOver(as(vic), 999_999))).toBe("not_found");
	});
});

describe("the history", () => {
	const numbers = async (input: Parameters<typeof searchHandovers>[1]) =>
		(await searchHandovers(as(vic), input)).items.map(({ number }) => number);

	it("is newest first, page by page, without drafts", async () => {
		const first = await searchHandovers(as(vic), { limit: 3 });
		const second = await searchHandovers(as(vic), { limit: 3, cursor: first.nextCursor ?? "" });
		const all = [...first.items, ...second.items].map(({ number }) => number);
		expect(all).toEqual(chain.map(({ number }) => number).reverse());
		expect(second.nextCursor).toBeNull();
		expect(await code(searchHandovers(as(vic), { cursor: "x" }))).toBe("invalid_input");
	});

	it("finds text in the signed handover, in any case, and in later answers", async () => {
		const { items } = await searchHandovers(as(vic), { text: '50% of "contoso' });
		expect(items.map(({ number }) => number)).toEqual([chain[1]?.number]);
		expect(items[0]?.found).toContain('50% of "Contoso"');
		expect(await numbers({ text: "case d" })).toEqual([last().number]);
		expect(await numbers({ text: "windowFrom" }), "names of fields are no text").toEqual([]);
		expect(await numbers({ text: "50_ of" }), "signs of LIKE are text").toEqual([]);
		expect(await numbers({ text: "no such.*" })).toEqual([]);
		await addAddendum(as(lee), last().id, { body: "Called back: harmless" });
		expect(await numbers({ text: "called BACK" })).toEqual([last().number]);
		await addAddendum(as(lee), last().id, { body: "It led to https://signed.example/in" });
		expect(await numbers({ text: "hxxps://signed[.]example/in" }), "as pages show it").toEqual([
			last().number,
		]);
	});

	it("filters by person, shift, period and state", async () => {
		expect(await numbers({ person: "lee" }), "who added to it").toEqual([last().number]);
		expect(await numbers({ person: "kim" })).toHaveLength(5);
		expect(await numbers({ shift: "day" })).toEqual([chain[3]?.number, chain[1]?.number]);
		const from = new Date(START + 7 * HOUR).toISOString();
		const to = new Date(START + 9 * HOUR).toISOString();
		expect(await numbers({ from, to })).toEqual([chain[2]?.number, chain[1]?.number]);
		expect(await numbers({ status: ["acknowledged"] })).toEqual([]);
	});

	it("shows only items of the person's own workspaces", async () => {
		await test.db.workspace.createMany({
			data: [{ id: "mine", kind: "sentinel", name: "Mine" }],
			skipDuplicates: true,
		});
		const own = await seedSigned(test.db, {
			outgoing: kim,
			workspaces: ["mine"],
			signedAt: new Date(START - 100 * HOUR),
		});
		const narrow = { ...vic, workspaces: ["mine"] };
		const { items } = await searchHandovers(as(narrow), {});
		expect(items.map(({ id }) => id)).toEqual([own.id]);
		expect(await code(getHandedOver(as(narrow), last().number))).toBe("not_found");
		expect(await code(exportHandover(as(narrow), last().id, {}))).toBe("not_found");
		await test.db.$executeRaw`ALTER TABLE "Handover" DISABLE TRIGGER USER`;
		await test.db.handover.delete({ where: { id: own.id } });
		await test.db.$executeRaw`ALTER TABLE "Handover" ENABLE TRIGGER USER`;
	});
});

describe("the calendar", () => {
	it("has the handovers of its days, and the time no handover covers", async () => {
		const from = new Date(START - 24 * HOUR).toISOString();
		const to = new Date(START + 72 * HOUR).toISOString();
		const { handovers, gaps } = await calendarOfHandovers(as(vic), { from, to });
		expect(handovers.map(({ number }) => number)).toEqual(chain.map(({ number }) => number));
		expect(handovers[0]).toMatchObject({ status: "signed", outgoing: "Kim", incoming: null });
		expect(gaps).toEqual([
			{
				from: new Date(START + 16 * HOUR).toISOString(),
				to: new Date(START + 18 * HOUR).toISOString(),
			},
		]);
	});

	it("is empty for a period without handovers, and rejects one that is too long", async () => {
		const at = (hours: number) => new Date(START + hours * HOUR).toISOString();
		expect(await calendarOfHandovers(as(vic), { from: at(-900), to: at(-800) })).toEqual({
			handovers: [],
			gaps: [],
		});
		expect(await code(calendarOfHandovers(as(vic), { from: at(0), to: at(63 * 24) }))).toBe("invalid_input");
		expect(await code(calendarOfHandovers(as(vic), { from: at(1), to: at(0) }))).toBe("invalid_input");
	});
});

describe("a second look", () => {
	it("shows what happened to each item since, with the signed text unchanged", async () => {
		const { id, version } = await seedCase(test.db, kim, { title: "Campaign" });
		const made = await updateCase(as(kim), id, { version, nextAction: "Call the user" });
		const signedAt = new Date();
		await test.db.huntGap.create({
			data: {
				workspaceId: WORKSPACE_ID,
				huntId: HUNT_ID,
				from: new Date(START),
				to: signedAt,
				reason: "Refused",
				foundAt: signedAt,
			},
		});
		const handover = await seedSigned(test.db, {
			outgoing: kim,
			signedAt,
			items: [
				snapshotItem(`case:${made.id}`, { title: "Campaign" }),
				snapshotItem(`hunt:${WORKSPACE_ID}:${HUNT_ID}`, { kind: "hunt" }),
				snapshotItem("untriaged", { kind: "untriaged" }),
				snapshotItem("simulations", { kind: "simulations" }),
				snapshotItem("case:00000000-0000-7000-8000-000000000000"),
			],
		});
		const later = new Date(signedAt.getTime() + HOUR);
		await updateCase(as(lee, later), made.id, {
			version: made.version,
			title: "Campaign of many",
			nextAction: "",
		});
		const { items } = await sinceHandover(as(vic, later), handover.id);
		expect(items).toMatchObject([
			{
				open: true,
				now: "Open, nobody’s, no next action",
				events: [{ at: later.toISOString(), text: "Next action done: Call the user", by: "Lee" }],
			},
			{ open: true, now: "Has not run since, 1 gap open", events: [] },
			{ open: false, now: "None still waiting; 0 decided since" },
			{ open: null },
			{ open: null },
		]);
		const { items: frozen } = await getHandedOver(as(vic), handover.number);
		expect(frozen[0]?.title).toBe("Campaign");
	});
});

describe("an export", () => {
	it("contains the signed text as hashed, the read-back and the addenda, and is audited", async () => {
		const handover = await seedSigned(test.db, {
			outgoing: kim,
			summary: "See https://evil.example/login and *this*",
			items: [
				snapshotItem("case:x", {
					title: "Case <b>X</b>",
					stability: "unstable",
					contingency: "If it spreads, then block",
					nextAction: {
						text: "Call",
						owner: { id: kim.id, name: "Kim" },
						at: "2026-03-01T09:00:00.000Z",
					},
				}),
				snapshotItem("case:y", { title: "Left alone", omission: "Closed a minute ago" }),
			],
		});
		await answerItem(as(lee), handover.id, {
			item: "case:x",
			answer: "declined",
			text: "Not on my shift",
			version: 0,
		});
		await acknowledgeHandover(as(lee), handover.id, {
			synthesis: "Block it if it spreads.",
			version: handover.version,
		});
		await addAddendum(as(kim), handover.id, { body: "It did not spread." });
		const json = JSON.parse((await exportHandover(as(vic), handover.id, { format: "json" })).text);
		expect(snapshotHash(json.snapshotText)).toBe(json.snapshotSha256);
		expect(readSnapshot(json.snapshotText).items).toHaveLength(2);
		expect(json.readBack).toMatchObject({
			synthesis: "Block it if it spreads.",
			answers: [{ item: "case:x", answer: "declined", reason: "Not on my shift" }],
			addenda: [{ body: "It did not spread." }],
		});
		const { text } = await exportHandover(as(vic), handover.id, {});
		expect(text).toContain(`# Handover ${handover.number}: Night`);
		expect(text).toContain("hxxps://evil\\[.\\]example/login");
		expect(text).toContain("\\*this\\*");
		expect(text).toContain("### 1. Case \\<b\\>X\\</b\\>");
		expect(text).toContain("- **Next action:** Call: Kim, 2026-03-01 09:00 UTC");
		expect(text).toContain("declined by Lee");
		expect(text).toContain("Block it if it spreads.");
		expect(text).toContain("It did not spread.");
		expect(text).toContain("Left alone: Closed a minute ago");
		const audit = (await searchAudit(as(kim), { target: handover.id, limit: 2 })).items;
		expect(audit).toMatchObject([
			{ verb: "handovers.export", after: { format: "markdown" } },
			{ verb: "handovers.export", after: { format: "json" } },
		]);
	});
});
