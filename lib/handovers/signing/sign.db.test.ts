import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateCase } from "@/lib/cases/cases/update";
import { decide } from "@/lib/decisions/decide";
import { getHandover } from "@/lib/handovers/handovers/get";
import { openHandover } from "@/lib/handovers/handovers/open";
import { signedText } from "@/lib/handovers/handovers/signed-text";
import {
	listenForSignings,
	type Signing,
	snapshotLines,
	verifySnapshot,
} from "@/lib/handovers/handovers/signings";
import { readSnapshot, snapshotHash } from "@/lib/handovers/handovers/snapshot";
import { writeNote } from "@/lib/handovers/handovers/write-note";
import { writeSummary } from "@/lib/handovers/handovers/write-summary";
import { exportAudit } from "@/lib/insights/audit/export";
import { verifyFile } from "@/lib/platform/audit/verify-file";
import { childEnvironment } from "@/lib/platform/config/config";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCase, seedClicks } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, testContext } from "@/test/findings/fixtures";
import { explainedDraft } from "@/test/handovers/fixtures";
import { signHandover } from "./sign";

let test: TestDatabase;
let kim: PersonActor;
let lea: PersonActor;
beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
	lea = await addPerson(test.db, "Léa", "lead");
});
afterAll(() => test.drop());

const ctxOf = (actor: PersonActor) => testContext(test.db, actor);

describe("a handover from its draft to its signature", () => {
	it("must be complete before it is signed, is frozen afterwards, and the next one follows it", async () => {
		const ctx = ctxOf(kim);
		const [first] = await seedClicks(test.db, [clickRow(1), clickRow(2, { IsClickedThrough: true })]);
		await decide(ctx, { verdict: "triaged", ids: [String(first)], versions: { [String(first)]: 1 } });
		const made = await seedCase(test.db, kim);
		const draft = await openHandover(ctx);
		expect((await openHandover(ctxOf(lea))).id).toBe(draft.id);
		expect(draft.document.numbers).toMatchObject({
			intake: 2,
			decided: { total: 1, byVerdict: { triaged: 1 }, byPerson: [{ person: { name: "Kim" }, total: 1 }] },
			backlog: { atEnd: 1, change: 1 },
			untriaged: { count: 1, clickedThrough: 1 },
		});
		const item = `case:${made.id}`;
		expect(draft.document.items.map((one) => one.item)).toEqual(["untriaged", item]);
		expect(draft.blocking).toEqual([
			{ item, title: draft.document.items[1]?.title, missing: ["next_action", "owner", "time"] },
		]);
		await expect(signHandover(ctx, draft.id, { version: draft.version })).rejects.toMatchObject({
			code: "invalid_input",
			details: { blocking: draft.blocking },
		});

		// Fixed where it is missing, and unstable needs its contingency.
		await updateCase(ctx, made.id, {
			version: made.version,
			nextAction: "Ask the user",
			nextActionOwnerId: lea.id,
			nextActionAt: "2026-12-01T08:00:00Z",
		});
		const { note } = await writeNote(ctx, draft.id, { item, version: 0, stability: "unstable" });
		expect((await getHandover(ctx, draft.number)).blocking).toMatchObject([{ missing: ["contingency"] }]);
		await expect(
			writeNote(ctxOf(lea), draft.id, { item, version: 0, contingency: "If again, then block" }),
		).rejects.toMatchObject({ code: "conflict", details: { note } });
		await writeNote(ctxOf(lea), draft.id, { item, version: 1, contingency: "If again, then block" });
		await writeSummary(ctx, draft.id, { summary: "Quiet.", was: "" });
		await expect(writeSummary(ctxOf(lea), draft.id, { summary: "Loud.", was: "" })).rejects.toMatchObject({
			code: "conflict",
			details: { summary: "Quiet." },
		});
		await expect(signHandover(ctx, draft.id, { version: draft.version })).rejects.toMatchObject({
			code: "conflict",
		});
		const ready = await getHandover(ctx, draft.id);
		expect(ready.document.items[0]).toMatchObject({ item, stability: "unstable", judged: true });
		const signed = await signHandover(ctx, draft.id, { version: ready.version });
		expect(signed).toMatchObject({ status: "signed", blocking: [], notes: {} });

		// The text, its hash, and the audit row of the signing say the same.
		const { text, hash } = await signedText(ctx, draft.number);
		expect(hash).toBe(snapshotHash(text));
		expect(readSnapshot(text)).toEqual(signed.document);
		const audit = await test.db.auditEvent.findFirstOrThrow({ where: { verb: "handovers.sign" } });
		expect(audit).toMatchObject({ targetId: draft.id, actorId: kim.id, after: { snapshot: hash } });

		// What changes later changes nothing in it.
		await updateCase(ctx, made.id, { version: 2, title: "Something else" });
		expect(await getHandover(ctx, draft.id)).toEqual(signed);
		await expect(writeSummary(ctx, draft.id, { summary: "x", was: "Quiet." })).rejects.toMatchObject({
			code: "conflict",
		});

		const next = await openHandover(ctxOf(lea));
		expect(next.document.header.previous).toEqual({ number: draft.number, hash });
		expect(next.document.window.from).toBe(signed.document.window.to);
	});

	it("is proved offline against an export of the audit, and in the database", {
		timeout: 180_000,
	}, async () => {
		const draft = await explainedDraft(test.db, kim);
		const { number } = await signHandover(ctxOf(kim), draft.id, { version: draft.version });
		const { text } = await signedText(ctxOf(kim), number);
		const directory = await mkdtemp(join(tmpdir(), "afterclick-handover-"));
		try {
			const file = (name: string) => join(directory, name);
			const lines: string[] = [];
			for await (const chunk of (await exportAudit(ctxOf(lea), { format: "jsonl" })).chunks)
				lines.push(chunk);
			await writeFile(file("audit.jsonl"), lines.join(""));
			const signings: Signing[] = [];
			const whole = await verifyFile(file("audit.jsonl"), {}, (source) =>
				listenForSignings(source, signings),
			);
			expect(whole.outcome).toBe("whole");
			expect(verifySnapshot(text, signings)).toMatchObject({ outcome: "signed", signing: { number } });
			expect(verifySnapshot(`${text}\n`, signings).outcome).toBe("signed");
			const changed = text.replace('"summary":""', '"summary":"All is well"');
			const verdict = verifySnapshot(changed, signings);
			expect(verdict).toMatchObject({ outcome: "changed", signing: { number, actorName: "Kim" } });
			expect(snapshotLines("it", verdict)[0]).toContain(`not what handover ${number} was signed with`);
			const other = text.replace(`"number":${number}`, `"number":${number + 1_000}`);
			expect(verifySnapshot(other, signings).outcome).toBe("unknown");
			expect(verifySnapshot("{}", signings).outcome).toBe("unreadable");
			expect(verifySnapshot(text.slice(1), signings).outcome).toBe("unreadable");

			// Anyone who puts the triggers aside and makes the hash fit is caught by the audit.
			await test.db.$transaction([
				test.db.$executeRaw`ALTER TABLE "Handover" DISABLE TRIGGER handover_signed_stays`,
				test.db.$executeRaw`UPDATE "Handover" SET "snapshot" = ${changed}::json,
					"snapshotHash" = sha256(convert_to(${changed}, 'UTF8')) WHERE "number" = ${number}`,
				test.db.$executeRaw`ALTER TABLE "Handover" ENABLE ALWAYS TRIGGER handover_signed_stays`,
			]);
			await writeFile(file("as-signed.json"), text);
			const command = ["scripts/audit-verify.ts", "--database", "--handover", file("as-signed.json")];
			const { stdout, status } = spawnSync(process.execPath, ["--import", "tsx", ...command], {
				encoding: "utf8",
				env: childEnvironment({ DATABASE_URL: test.url }),
			});
			expect(stdout).toContain("WHOLE: the database");
			expect(stdout).toContain(`CHANGED: handover ${number} in the database`);
			expect(stdout).toMatch(new RegExp(`^AS SIGNED: .*as-signed.json, handover ${number}, by Kim`, "m"));
			expect(status).toBe(1);
		} finally {
			await rm(directory, { recursive: true, force: true });
		}
	});

	it("can't be changed in the database", async () => {
		const draft = await explainedDraft(test.db, lea);
		await signHandover(ctxOf(lea), draft.id, { version: draft.version });
		const { id } = draft;
		const attempts = [
			test.db.handover.update({ where: { id }, data: { summary: "x" } }),
			test.db.handover.update({ where: { id }, data: { status: "draft" } }),
			test.db.handover.delete({ where: { id } }),
			test.db.$executeRaw`UPDATE "Handover" SET "snapshot" = '{}'::json WHERE "id" = ${id}::uuid`,
			test.db.$executeRaw`UPDATE "Handover" SET "snapshotHash" = 'x'::bytea WHERE "id" = ${id}::uuid`,
			test.db.$executeRaw`TRUNCATE "Handover" CASCADE`,
		];
		for (const attempt of await Promise.allSettled(attempts)) {
			expect(String((attempt as PromiseRejectedResult).reason)).toMatch(/stay/);
		}
		await test.db.handover.update({
			where: { id },
			data: { status: "acknowledged", synthesis: "Understood" },
		});
	});
});
