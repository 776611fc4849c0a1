import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { createLogger } from "./logger";

/** Errors as Prisma and PostgreSQL really word them, each provoked with the secret among its arguments. */
const SECRET = "hunter2-opens-the-door";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());

const provoke: Record<string, () => Promise<unknown>> = {
	"an argument that does not fit": () =>
		test.db.person.create({ data: { name: SECRET, nothing: SECRET } as never }),
	"a value PostgreSQL cannot read": () => test.db.$queryRaw`SELECT ${SECRET}::uuid`,
	"a statement PostgreSQL cannot read": () => test.db.$queryRawUnsafe(`SELECT '${SECRET}' FROM nothing_here`),
	"a key that is taken": async () => {
		const { id } = await test.db.person.create({ data: { name: "Kim" } });
		await test.db.person.create({ data: { id, name: SECRET } });
	},
	"a text with a NUL": () => test.db.person.create({ data: { name: `${SECRET}\0` } }),
};

describe("the log of a database error", () => {
	it.each(Object.keys(provoke))("%s: logs the error, not the value", async (name) => {
		const error = await provoke[name]?.().then(
			() => undefined,
			(caught: Error) => caught,
		);
		expect(error).toBeInstanceOf(Error);
		const lines: string[] = [];
		createLogger("info", { write: (line: string) => void lines.push(line) }).error({ err: error }, "failed");
		expect(lines.join("")).not.toContain("hunter2");
		expect(JSON.parse(lines[0] ?? "")).toMatchObject({
			msg: "failed",
			err: { type: expect.stringMatching(/^PrismaClient/), stack: expect.stringContaining("at ") },
		});
	});
	it("logs the database's own error code", async () => {
		const lines: string[] = [];
		const error = await provoke["a value PostgreSQL cannot read"]?.().catch((caught: Error) => caught);
		createLogger("info", { write: (line: string) => void lines.push(line) }).error({ err: error }, "failed");
		expect(lines[0]).toMatch(/22P02|P2010|P2007/);
	});
});
