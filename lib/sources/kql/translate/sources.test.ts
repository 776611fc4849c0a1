import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { KNOWN_TABLES, type TableSchema } from "@/lib/sources/kql/tables";
import { translate } from "./translate";

describe("workspace tables", () => {
	it("limits tables to the time span, and records which are read", () => {
		const { sql, tables } = translate("UrlClickEvents | join (EmailEvents | take 5) on NetworkMessageId", {
			tables: KNOWN_TABLES,
			now: new Date(0),
			timespan: { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-01-02T00:00:00Z") },
		});
		expect(tables).toEqual(["UrlClickEvents", "EmailEvents"]);
		expect(sql.match(/make_timestamp\(1767225600000000\)/g)).toHaveLength(2);
	});

	it("finds an event's time by both names, also where an import has renamed it", () => {
		const messages: TableSchema = {
			name: "MessageEvents",
			columns: [
				{ name: "TimeGenerated", type: "datetime" },
				{ name: "Subject", type: "string" },
			],
		};
		const options = { tables: [...KNOWN_TABLES, messages], now: new Date(0) };
		const names = (kql: string) => translate(kql, options).columns.map((column) => column.name);
		for (const table of ["UrlClickEvents", "SigninLogs", "MessageEvents"]) {
			expect(names(`${table} | where Timestamp > ago(1d)`)).toContain("Timestamp");
			expect(names(`${table} | where ['Timestamp'] > ago(1d) | project TimeGenerated, Timestamp`)).toEqual([
				"TimeGenerated",
				"Timestamp",
			]);
			expect(names(table)).not.toContain("Timestamp");
		}
		expect(names("union MessageEvents, SigninLogs | summarize max(Timestamp) by Type")).toContain(
			"max_Timestamp",
		);
		expect(() => translate("MessageEvents | where Timestamps > ago(1d)", options)).toThrow(AppError);
	});

	it("accepts a time column in another case, or only under Defender's name", () => {
		const timed = (column: string): TableSchema => ({
			name: "Own_CL",
			columns: [{ name: column, type: "datetime" }],
		});
		const timespan = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-01-02T00:00:00Z") };
		for (const column of ["timestamp", "TIMEGENERATED", "Timestamp"]) {
			const { sql } = translate("Own_CL | where TimeGenerated > ago(1d)", {
				tables: [timed(column)],
				now: new Date(0),
				timespan,
			});
			expect(sql).toContain(`t."${column}" >= make_timestamp(1767225600000000)`);
		}
		const text: TableSchema = { name: "Own_CL", columns: [{ name: "Timestamp", type: "string" }] };
		const options = { tables: [text], now: new Date(0), timespan };
		expect(() => translate("Own_CL | where TimeGenerated > ago(1d)", options)).toThrow(AppError);
		expect(translate("Own_CL", options).sql).not.toContain("make_timestamp");
	});
});
