import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decide } from "@/lib/decisions/decide";
import type { Actor } from "@/lib/platform/context/actor";
import type { Row } from "@/lib/sources/workspaces/client";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { exportFindings, exportInput } from "./export";
import { getFinding } from "./get";
import { listFindings } from "./list";
import { formerIdentityText } from "./rules";
import type { FindingSummary } from "./schema";

let test: TestDatabase;
let kim: Actor;
beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
});
afterAll(() => test.drop());

const ctx = () => testContext(test.db, kim);
async function only(user: string): Promise<FindingSummary> {
	const { items } = await listFindings(ctx(), { user });
	expect(items).toHaveLength(1);
	return items[0] as FindingSummary;
}

describe("ingest", () => {
	it("treats a user with blanks around the name as the same, with its evidence", async () => {
		const row = clickRow(1, { ReportId: "blank", AccountUpn: "blank@contoso.example" });
		await seedFindings(test.db, [row]);
		const again = { ...row, AccountUpn: " Blank@contoso.example\u00a0", IsClickedThrough: true };
		expect(await seedFindings(test.db, [again])).toEqual({ new: 0, seen: 0, changed: 1 });
		expect(await only("BLANK@contoso.example ")).toMatchObject({ clickedThrough: true });
	});

	it("recognises a finding stored when a blank still made a different user", async () => {
		const row = clickRow(1, { ReportId: "former", AccountUpn: "former@contoso.example " });
		await seedFindings(test.db, [row]);
		const former = createHash("sha256").update(formerIdentityText(row, null)).digest("base64url");
		const { id } = await only("former@contoso.example");
		await test.db.finding.update({ where: { id }, data: { identity: former } });
		expect(await seedFindings(test.db, [row])).toEqual({ new: 0, seen: 1, changed: 0 });
		const { identity } = await test.db.finding.findUniqueOrThrow({ where: { id } });
		expect(identity).not.toBe(former);
		expect(await seedFindings(test.db, [{ ...row, AccountUpn: "former@contoso.example" }])).toMatchObject({
			new: 0,
		});
	});

	it("does not reopen a finding for a threat type in other letters", async () => {
		const row = clickRow(1, {
			ReportId: "letters",
			AccountUpn: "letters@contoso.example",
			ThreatTypes: "phish",
		});
		await seedFindings(test.db, [row]);
		const { id, version, threatTypes } = await only("letters@contoso.example");
		expect(threatTypes).toEqual(["Phish"]);
		await decide(ctx(), { verdict: "triaged", ids: [id], versions: { [id]: version } });
		expect(await seedFindings(test.db, [{ ...row, ThreatTypes: "PHISH" }])).toMatchObject({ changed: 0 });
		expect((await only("letters@contoso.example")).status).toBe("triaged");
	});

	it("fills a finding from its evidence", async () => {
		await seedFindings(test.db, [clickRow(1, { AccountUpn: "Filled@contoso.example" })]);
		const finding = await getFinding(ctx(), (await only("filled@contoso.example")).id);
		expect(finding).toMatchObject({
			accountUpn: "Filled@contoso.example",
			status: "new",
			eventAt: "2026-01-01T00:01:00.000Z",
			hasEvidence: true,
			url: "https://phish-1.example/login?token=1",
			urlChain: ["https://phish-1.example/login"],
			workload: "Email",
			ipAddress: "192.0.2.1",
			actionType: "ClickAllowed",
		});
	});

	it("counts new, seen again and changed, and repeats without adding anything", async () => {
		const rows = Array.from({ length: 1_500 }, (_, n) =>
			clickRow(n, { ReportId: `repeat-${n}`, AccountUpn: "repeat@contoso.example" }),
		);
		expect(await seedFindings(test.db, rows)).toEqual({ new: 1_500, seen: 0, changed: 0 });
		expect(await seedFindings(test.db, rows)).toEqual({ new: 0, seen: 1_500, changed: 0 });
		const through = rows.map((row, n) => (n < 3 ? { ...row, IsClickedThrough: true } : row));
		expect(await seedFindings(test.db, through)).toEqual({ new: 0, seen: 1_497, changed: 3 });
		expect(await test.db.finding.count({ where: { accountKey: "repeat@contoso.example" } })).toBe(1_500);
	});

	it("marks findings seen only by runs over sample data as sample data, whatever the workspace contains later", async () => {
		const [sampled, both, real] = ["sampled", "both", "real"].map((name) =>
			clickRow(1, { ReportId: name, AccountUpn: `${name}@marks.example` }),
		) as [Row, Row, Row];
		const marks = async () => {
			const { items } = await listFindings(ctx(), {
				text: "@marks.example",
				sort: "accountUpn",
				order: "asc",
			});
			return Object.fromEntries(items.map(({ accountUpn, sample }) => [accountUpn?.split("@")[0], sample]));
		};
		await seedFindings(test.db, [sampled, both], undefined, undefined, { sample: true });
		await seedFindings(test.db, [real]);
		expect(await marks()).toEqual({ sampled: true, both: true, real: false });
		const clicked = { ...real, IsClickedThrough: true };
		await seedFindings(test.db, [sampled, real, clicked], undefined, undefined, { sample: true });
		await seedFindings(test.db, [both]);
		expect(await marks()).toEqual({ sampled: true, both: false, real: false });
		await seedFindings(test.db, [{ ...sampled, IsClickedThrough: true }]);
		expect(await marks()).toEqual({ sampled: false, both: false, real: false });

		await seedFindings(
			test.db,
			[clickRow(1, { ReportId: "again", AccountUpn: "again@marks.example" })],
			undefined,
			undefined,
			{
				sample: true,
			},
		);
		const named = async (sample: "yes" | "no") =>
			(await listFindings(ctx(), { text: "@marks.example", sample })).items.length;
		expect([await named("yes"), await named("no")]).toEqual([1, 3]);
		let csv = "";
		for await (const chunk of exportFindings(ctx(), exportInput.parse({ text: "again@marks" }))) csv += chunk;
		expect(csv).toMatch(/,sample\r\n.*,true\r\n$/);
	});

	it("keeps a decision over a run that saw nothing new", async () => {
		const row = clickRow(2, { ReportId: "kept", AccountUpn: "kept@contoso.example" });
		await seedFindings(test.db, [row]);
		const { id, version } = await only("kept@contoso.example");
		await decide(ctx(), {
			verdict: "benign",
			reason: "soc_activity",
			ids: [id],
			versions: { [id]: version },
		});
		await seedFindings(test.db, [row]);
		const after = await getFinding(ctx(), id);
		expect(after).toMatchObject({
			status: "benign",
			version: 2,
			decision: { reason: "soc_activity" },
			changes: null,
		});
		expect(after.activity).toHaveLength(2);
	});

	it("reopens a benign finding when its click turns out to have gone through, with what changed", async () => {
		const row = clickRow(3, { ReportId: "back", AccountUpn: "back@contoso.example" });
		await seedFindings(test.db, [row]);
		const { id, version } = await only("back@contoso.example");
		await decide(ctx(), {
			verdict: "benign",
			reason: "legitimate_site",
			ids: [id],
			versions: { [id]: version },
		});
		const later = { ...row, IsClickedThrough: true, TimeGenerated: "2026-01-02T00:00:00Z" };
		expect(await seedFindings(test.db, [row, later])).toMatchObject({ changed: 1 });
		const back = await getFinding(ctx(), id);
		expect(back).toMatchObject({
			status: "changed",
			version: 3,
			clickedThrough: true,
			changes: { clickedThrough: { from: false, to: true } },
			decision: { verdict: "benign", reason: "legitimate_site" },
		});
		expect(back.activity.map(({ kind }) => kind)).toEqual(["found", "decided", "changed"]);
		expect(back.evidence).toHaveLength(2);

		// A narrower window that sees only the warning removes nothing.
		await seedFindings(test.db, [row]);
		expect(await getFinding(ctx(), id)).toMatchObject({ status: "changed", clickedThrough: true });

		await decide(ctx(), { verdict: "escalated", ids: [id], versions: { [id]: 3 } });
		expect(await getFinding(ctx(), id)).toMatchObject({ status: "escalated", changes: null });
	});

	it("rejects a decision made on evidence that has changed in the meantime", async () => {
		const row = clickRow(4, { ReportId: "race", AccountUpn: "race@contoso.example" });
		await seedFindings(test.db, [row]);
		const { id, version } = await only("race@contoso.example");
		await seedFindings(test.db, [{ ...row, ThreatTypes: "Phish, Malware" }]);
		const result = await decide(ctx(), { verdict: "triaged", ids: [id], versions: { [id]: version } });
		expect(result).toMatchObject({ decided: 0, conflicts: 1 });
	});

	it("stores hostile text as it is, inert, and NUL as its symbol", async () => {
		const hostile = `'; DROP TABLE "Finding"; -- <script>alert(1)</script> \u202e \u0000 =cmd|' /C calc'!A0`;
		await seedFindings(test.db, [
			clickRow(5, {
				ReportId: hostile,
				AccountUpn: "hostile@contoso.example",
				Url: hostile,
				UrlChain: hostile,
			}),
		]);
		const finding = await getFinding(ctx(), (await only("hostile@contoso.example")).id);
		expect(finding.url).toBe(hostile.replace("\u0000", "\u2400"));
	});
});
