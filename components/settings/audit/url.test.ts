import { describe, expect, it } from "vitest";
import { isFiltered, listKey, readUrl, toFilter, toSearch } from "@/components/parts/filters/url-params";
import { AUDIT_URL } from "./url";

const readAuditUrl = (raw: Record<string, string>) => readUrl(AUDIT_URL, raw);

describe("the audit page's URL", () => {
	it("is parsed into a search", () => {
		const url = readAuditUrl({
			actor: "system,x",
			verb: "findings.decide",
			last: "7d",
			text: " a ",
			order: "asc",
			row: "12",
		});
		expect(url).toEqual({
			filter: { actor: ["system", "x"], verb: ["findings.decide"], text: "a" },
			last: "7d",
			order: "asc",
			row: 12,
			ignored: [],
		});
		const at = new Date("2026-05-08T00:00:00Z");
		expect(toFilter(url, at)).toMatchObject({ from: "2026-05-01T00:00:00.000Z" });
		expect(toSearch({ ...url.filter, order: "asc" }).toString()).toBe(
			"actor=system%2Cx&verb=findings.decide&text=a&order=asc",
		);
		expect(isFiltered(url)).toBe(true);
	});

	it("names parameters it does not know, and ignores them", () => {
		const url = readAuditUrl({ from: "noon", row: "-1", order: "up", actr: "x", last: "1y" });
		expect(url).toMatchObject({ filter: {}, last: null, order: "desc", row: null });
		expect(url.ignored.map(({ param }) => param).sort()).toEqual(["actr", "from", "last", "order", "row"]);
		expect(isFiltered(url)).toBe(false);
		expect(listKey(url, "row")).toBe(listKey(readAuditUrl({}), "row"));
	});

	it("rejects a range that ends before it starts", () => {
		const url = readAuditUrl({ from: "2026-05-02T00:00:00Z", to: "2026-05-01T00:00:00Z", last: "7d" });
		expect(url.filter.to).toBeUndefined();
		expect(url.ignored.map(({ param }) => param)).toEqual(["to", "last"]);
	});
});
