import { afterAll, beforeAll, expect, it } from "vitest";
import { decide } from "@/lib/decisions/decide";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedClicks, seedEscalated } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, testContext } from "@/test/findings/fixtures";
import { findLikely } from "./find-likely";
import { updateCase } from "./update";

let test: TestDatabase;
let ada: PersonActor;
let next = 8_000;
const ctx = () => testContext(test.db, ada);
/** A click that shares only the given values with others. */
const click = (over: object) => {
	const n = ++next;
	const url = `https://only-${n}.example/`;
	return clickRow(n, { AccountUpn: `only${n}@contoso.example`, Url: url, UrlChain: `["${url}"]`, ...over });
};
const onHost = (host: string, over: object = {}) =>
	click({
		Url: `https://${host}/a`,
		UrlChain: `["https://${host}/a"]`,
		TimeGenerated: "2026-02-01T10:00:00Z",
		...over,
	});

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
});
afterAll(() => test.drop());

it("twenty escalations of one campaign, each into what is suggested, make one case", async () => {
	const ids = await seedClicks(
		test.db,
		Array.from({ length: 20 }, () => onHost("one-campaign.example")),
	);
	for (const id of ids) {
		const { suggested, cases } = await findLikely(ctx(), { findingIds: [id] });
		expect(suggested).toBe(id === ids[0] ? null : cases[0]?.id);
		await decide(ctx(), {
			verdict: "escalated",
			case: suggested === null ? {} : { id: suggested },
			ids: [id],
			versions: { [id]: 1 },
		});
	}
	const links = await test.db.caseFinding.findMany({ where: { findingId: { in: ids } } });
	expect(links).toHaveLength(20);
	expect(new Set(links.map(({ caseId }) => caseId)).size).toBe(1);
});

it("a case that shares a mail or a campaign ranks above one that shares more of weaker entities", async () => {
	const user = "many@contoso.example";
	// The host and the user of all three clicks, but another threat: no campaign.
	const weak = await seedEscalated(test.db, ada, [
		onHost("shared-host.example", { AccountUpn: user, ThreatTypes: "Malware" }),
	]);
	const strong = await seedEscalated(test.db, ada, [
		onHost("other-host.example", { ThreatTypes: "phish", TimeGenerated: "2026-02-02T10:00:00Z" }),
	]);
	const ids = await seedClicks(test.db, [
		onHost("shared-host.example", { AccountUpn: user }),
		onHost("shared-host.example", { AccountUpn: user }),
		onHost("shared-host.example", { AccountUpn: user }),
		onHost("shared-host.example", { AccountUpn: user }),
		onHost("shared-host.example", { AccountUpn: user }),
		onHost("other-host.example", { AccountUpn: user }),
	]);
	const likely = await findLikely(ctx(), { findingIds: ids });
	expect(likely.cases.map(({ id, because }) => [id, because.map(({ why }) => why)])).toEqual([
		[strong.caseId, ["campaign"]],
		[weak.caseId, ["host", "user"]],
	]);
	expect(likely.suggested).toBe(strong.caseId);
});

it("a case that shares only a host or a user is listed, but not suggested", async () => {
	const { caseId } = await seedEscalated(test.db, ada, [click({ AccountUpn: "solo@contoso.example" })]);
	const ids = await seedClicks(test.db, [click({ AccountUpn: "SOLO@contoso.example" })]);
	const likely = await findLikely(ctx(), { findingIds: ids });
	expect(likely.cases.map(({ id }) => id)).toEqual([caseId]);
	expect(likely.suggested).toBeNull();
});

it("findings chosen by a filter are matched like those chosen by id", async () => {
	const { caseId } = await seedEscalated(test.db, ada, [onHost("by-filter.example")]);
	await seedClicks(test.db, [onHost("by-filter.example"), onHost("by-filter.example")]);
	const asOf = new Date(Date.now() + 1_000).toISOString();
	const filter = { text: "by-filter.example", status: ["new" as const] };
	expect(await findLikely(ctx(), { filter, asOf })).toMatchObject({ suggested: caseId, groups: [] });
	const none = await findLikely(ctx(), { filter: { text: "matches nothing at all" }, asOf });
	expect(none).toMatchObject({ suggested: null, cases: [], groups: [] });
});

it("no two groups contain the same findings", async () => {
	const [id] = await seedClicks(test.db, [onHost("grouped.example", { NetworkMessageId: "grouped-mail" })]);
	const same = await seedClicks(test.db, [
		onHost("grouped.example", { NetworkMessageId: "Grouped-Mail" }),
		onHost("grouped.example", { NetworkMessageId: "grouped-mail" }),
	]);
	const groups = async () =>
		(await findLikely(ctx(), { findingIds: [String(id)] })).groups.map(({ why, findings }) => [
			why,
			findings.map((finding) => finding.id).toSorted(),
		]);
	expect(await groups()).toEqual([["mail", same.toSorted()]]);
	// One more of the campaign, and one more of the host alone: three sets, three groups.
	const [campaign] = await seedClicks(test.db, [onHost("grouped.example")]);
	const [host] = await seedClicks(test.db, [onHost("grouped.example", { ThreatTypes: "Malware" })]);
	expect(await groups()).toEqual([
		["mail", same.toSorted()],
		["campaign", [...same, String(campaign)].toSorted()],
		["host", [...same, String(campaign), String(host)].toSorted()],
	]);
});

it("rejects a case that another person changed since it was offered; added findings do not count as a change", async () => {
	const [first, second, third] = await seedClicks(
		test.db,
		Array.from({ length: 3 }, () => onHost("changed-case.example")),
	);
	const escalate = (id: string | undefined, into: object) =>
		decide(ctx(), {
			verdict: "escalated",
			case: into,
			ids: [String(id)],
			versions: { [String(id)]: 1 },
		});
	await escalate(first, {});
	const { cases } = await findLikely(ctx(), { findingIds: [String(second)] });
	const [offered] = cases;
	if (offered === undefined) throw new Error("no case");
	const { id, version } = offered;
	await escalate(second, { id, version });
	await updateCase(ctx(), id, { version, title: "A red-team exercise", severity: "low" });
	await expect(escalate(third, { id, version })).rejects.toMatchObject({
		code: "conflict",
		details: { case: { id, version: version + 1, title: "A red-team exercise" } },
	});
	expect(await test.db.finding.findUniqueOrThrow({ where: { id: String(third) } })).toMatchObject({
		status: "new",
		version: 1,
	});
	expect(await escalate(third, { id, version: version + 1 })).toMatchObject({ decided: 1, cases: [{ id }] });
});
