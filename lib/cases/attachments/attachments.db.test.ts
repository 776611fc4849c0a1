import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { reloadConfig } from "@/lib/platform/config/config";
import type { PersonActor } from "@/lib/platform/context/actor";
import type { Route } from "@/lib/platform/http/operation";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, cookieOf, testContext } from "@/test/findings/fixtures";
import { addAttachment } from "./add";
import { deleteAttachment } from "./delete";
import { downloadAttachment } from "./download";
import { listAttachments } from "./list";
import { CHUNK_SIZE, FILE_LIMIT } from "./rules";

let test: TestDatabase;
let ada: PersonActor;
const as = (person: PersonActor) => testContext(test.db, person);

async function* body(...parts: (string | Uint8Array)[]) {
	for (const part of parts) yield typeof part === "string" ? new TextEncoder().encode(part) : part;
}

/** A PDF of this many bytes that are not all alike. */
function pdf(size: number): Buffer {
	const bytes = Buffer.alloc(size, "0123456789abcdefg");
	bytes.write("%PDF-1.7\n");
	return bytes;
}

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
});
afterAll(() => test.drop());

it("returns the stored bytes as a download, never inline", async () => {
	const { id } = await seedCase(test.db, ada);
	const content = pdf(3 * CHUNK_SIZE + 11);
	const file = await addAttachment(
		as(ada),
		id,
		{ name: 'C:\\mails\\the "invoice".pdf' },
		body(content.subarray(0, 100_000), content.subarray(100_000)),
	);
	const sha256 = createHash("sha256").update(content).digest("hex");
	expect(file).toMatchObject({
		name: "the _invoice_.pdf",
		type: "pdf",
		size: content.length,
		sha256,
		by: "Ada",
	});
	expect(await test.db.attachmentChunk.count({ where: { attachmentId: file.id } })).toBe(4);

	const { GET } = (await import(path.resolve("app/api/attachments/[id]/route.ts"))) as { GET: Route };
	const answer = await GET(
		new Request(`http://localhost/api/attachments/${file.id}`, {
			headers: { cookie: await cookieOf(test.db, ada) },
		}),
		{ params: Promise.resolve({ id: file.id }) },
	);
	expect(Object.fromEntries(answer.headers)).toMatchObject({
		"content-type": "application/octet-stream",
		"content-disposition": expect.stringMatching(/^attachment; /),
		"x-content-type-options": "nosniff",
	});
	expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
	expect(
		await test.db.auditEvent.findFirst({ where: { verb: "attachments.add", targetId: id } }),
	).toMatchObject({
		after: { name: "the _invoice_.pdf", sha256 },
	});
});

it("accepts a file by its content, and stores nothing of one it rejects", async () => {
	const { id } = await seedCase(test.db, ada);
	const add = (name: string, ...parts: (string | Uint8Array)[]) =>
		addAttachment(as(ada), id, { name }, body(...parts));
	await expect(add("page.txt", "<html><script>alert(1)</script>")).rejects.toMatchObject({
		code: "invalid_input",
		places: [{ field: "file" }],
	});
	await expect(add("program.txt", Uint8Array.from([0x4d, 0x5a, 0x90, 0]))).rejects.toMatchObject({
		code: "invalid_input",
	});
	await expect(add("picture.png", pdf(100))).rejects.toMatchObject({ places: [{ field: "name" }] });
	await expect(add("empty.txt")).rejects.toMatchObject({ message: expect.stringContaining("empty") });
	await expect(add("late.txt", "x".repeat(CHUNK_SIZE), Uint8Array.from([0]))).rejects.toMatchObject({
		code: "invalid_input",
	});
	await expect(add("large.pdf", pdf(FILE_LIMIT + 1))).rejects.toMatchObject({ code: "too_large" });
	const broken = async function* () {
		yield pdf(CHUNK_SIZE);
		throw new Error("the sender left");
	};
	await expect(addAttachment(as(ada), id, { name: "half.pdf" }, broken())).rejects.toThrow("the sender left");
	expect(await test.db.caseAttachment.count({ where: { caseId: id } })).toBe(0);
	expect((await listAttachments(as(ada), id)).items).toEqual([]);
});

it("keeps the record of a deleted file, and not its content", async () => {
	const { id } = await seedCase(test.db, ada);
	const file = await addAttachment(as(ada), id, { name: "a.txt" }, body("evidence"));
	await expect(deleteAttachment(as({ ...ada, workspaces: ["elsewhere"] }), file.id)).rejects.toMatchObject({
		code: "not_found",
	});
	expect(await deleteAttachment(as(ada), file.id)).toMatchObject({ sha256: file.sha256, deletedBy: "Ada" });
	expect(await test.db.attachmentChunk.count({ where: { attachmentId: file.id } })).toBe(0);
	await expect(downloadAttachment(as(ada), file.id)).rejects.toMatchObject({ code: "not_found" });
	await expect(deleteAttachment(as(ada), file.id)).rejects.toMatchObject({ code: "not_found" });
	expect((await listAttachments(as(ada), id)).items).toMatchObject([{ id: file.id, deletedBy: "Ada" }]);
	expect(await test.db.auditEvent.count({ where: { verb: "attachments.delete", targetId: id } })).toBe(1);
});

it("stores nothing of a file when the disk fills up during the upload", async () => {
	const { id } = await seedCase(test.db, ada);
	const filling = async function* () {
		yield pdf(2 * CHUNK_SIZE);
		expect(await test.db.attachmentChunk.count({ where: { attachment: { caseId: id } } })).toBeGreaterThan(0);
		vi.stubEnv("DATABASE_URL", "");
		vi.stubEnv("DATA_DIRECTORY", tmpdir());
		vi.stubEnv("DISK_RESERVE_MB", String(2 ** 20)); // more than a test's machine has
		reloadConfig();
		yield pdf(4 * CHUNK_SIZE);
	};
	try {
		await expect(addAttachment(as(ada), id, { name: "full.pdf" }, filling())).rejects.toMatchObject({
			code: "unavailable",
			message: "The disk is full. Nothing was saved.",
		});
	} finally {
		vi.unstubAllEnvs();
		reloadConfig();
	}
	expect(await test.db.caseAttachment.count({ where: { caseId: id } })).toBe(0);
});
