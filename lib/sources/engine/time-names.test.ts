import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importFile } from "@/lib/sources/import/import-file";
import { LocalEngine } from "./engine";

let folder: string;
let directory: string;
let engine: LocalEngine;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), "afterclick-names-"));
	directory = path.join(folder, "workspace");
	engine = new LocalEngine({ directory });
	await engine.query({ kql: "print 1" });
}, 120_000);
afterAll(async () => {
	await engine.close();
	await rm(folder, { recursive: true, force: true });
});

async function load(table: string, text: string): Promise<void> {
	const file = path.join(folder, "export");
	await writeFile(file, text);
	const report = await importFile({ directory, file, fileName: "export", table });
	expect(report.rowsRefused).toBe(0);
}

async function rows(kql: string): Promise<unknown[][]> {
	const { body } = await engine.query({ kql });
	const { tables, error } = JSON.parse(body) as { tables?: { rows: unknown[][] }[]; error?: unknown };
	expect(error, kql).toBeUndefined();
	return tables?.[0]?.rows ?? [];
}

describe("what an import renames is found under both names", () => {
	it.each([
		["MessageEvents", "Timestamp"],
		["MessageUrlInfo", "timestamp"],
		["EntraIdSignInEvents", "TIMESTAMP"],
		["DeviceProcessEvents", "timegenerated"],
		["Own_CL", "Timestamp [UTC]"],
	])("%s with the header %s", async (table, header) => {
		await load(table, `${header},Subject\n2025-02-25T09:19:25Z,one\n2025-02-26T09:19:25Z,two\n`);
		for (const name of ["Timestamp", "TimeGenerated"]) {
			expect(
				await rows(`${table} | where ${name} > datetime(2025-02-26) | project ${name}, Subject`),
			).toEqual([["2025-02-26T09:19:25.0000000Z", "two"]]);
		}
		const { body } = await engine.query({
			kql: `${table} | count`,
			timespan: { from: new Date("2025-02-26T00:00:00Z"), to: new Date("2025-02-27T00:00:00Z") },
		});
		expect(JSON.parse(body)).toMatchObject({ tables: [{ rows: [[1]] }] });
	});
});

describe("JSON text in a cell is a dynamic value", () => {
	const cell = '{"IP":"203.0.113.7","Ports":[443]}';
	it.each([
		["CSV", `Timestamp,AdditionalFields\n2025-02-25T09:19:25Z,"${cell.replaceAll('"', '""')}"\n`],
		["JSON, as text", JSON.stringify([{ Timestamp: "2025-02-25T09:19:25Z", AdditionalFields: cell }])],
		["JSON, nested", `[{"Timestamp":"2025-02-25T09:19:25Z","AdditionalFields":${cell}}]`],
	])("from %s", async (format, text) => {
		const table = `From${format.replace(/\W/g, "")}`;
		await load(table, text);
		expect(
			await rows(`${table} | project tostring(AdditionalFields.IP), toint(AdditionalFields.Ports[0])`),
		).toEqual([["203.0.113.7", 443]]);
	});

	it("from either, in a column that Afterclick knows", async () => {
		const event = {
			TimeGenerated: "2025-02-25T09:19:25Z",
			NetworkMessageId: "m1",
			RecipientEmailAddress: "ada@example.com",
			AdditionalFields: cell,
		};
		const quoted = Object.values(event).map((value) => `"${value.replaceAll('"', '""')}"`);
		await load("EmailEvents", JSON.stringify([event]));
		await load("EmailEvents", `${Object.keys(event).join(",")}\n${quoted.join(",")}\n`);
		expect(await rows("EmailEvents | project tostring(AdditionalFields.IP)")).toEqual([
			["203.0.113.7"],
			["203.0.113.7"],
		]);
	});
});
