import { describe, expect, it } from "vitest";
import { isFiltered, toSearch } from "@/components/parts/filters/url-params";
import { readTriageUrl, toFilter, viewOf } from "./url";

const RUN = "3f2c1a44-0d0e-4d7c-9a55-0c9a4a9d1111";

describe("readTriageUrl", () => {
	it("shows the open findings, newest first, when the URL has no parameters", () => {
		const url = readTriageUrl({});
		expect(url.statuses).toEqual(["new", "changed"]);
		expect([url.sort, url.order, url.last, url.finding]).toEqual(["eventAt", "desc", null, null]);
		expect(isFiltered(url)).toBe(false);
		expect(url.ignored).toEqual([]);
	});

	it("reads every filter", () => {
		const url = readTriageUrl({
			status: "benign,escalated",
			user: "Anna@contoso.com,bo@contoso.com",
			threat: "Phish",
			workload: ["Email", "Teams"],
			click: "clicked-through",
			from: "2026-05-01T00:00:00Z",
			to: "2026-05-02T00:00:00+02:00",
			hunt: "h,other",
			workspace: "w",
			ip: "203[.]0[.]113[.]7,2001:DB8::7",
			sample: "no",
			run: RUN,
			text: " invoice ",
			sort: "accountUpn",
			order: "asc",
			finding: RUN,
		});
		expect(url.ignored).toEqual([]);
		expect(url.statuses).toEqual(["benign", "escalated"]);
		expect(url.filter).toEqual({
			user: ["anna@contoso.com", "bo@contoso.com"],
			threat: ["Phish"],
			workload: ["Email", "Teams"],
			click: ["clicked-through"],
			from: "2026-05-01T00:00:00Z",
			to: "2026-05-02T00:00:00+02:00",
			hunt: ["h", "other"],
			workspace: ["w"],
			ip: ["203.0.113.7", "2001:db8::7"],
			sample: "no",
			run: RUN,
			text: "invoice",
		});
		expect(url.finding).toBe(RUN);
	});

	it.each([
		["status", "open"],
		["click", "maybe"],
		["from", "yesterday"],
		["run", "1"],
		["ip", "203.0.113"],
		["sort", "url"],
		["order", "up"],
		["finding", "x"],
		["last", "5h"],
		["usr", "anna@contoso.com"],
	])("ignores and names %s=%s, keeping the rest", (param, value) => {
		const url = readTriageUrl({ [param]: value, workload: "Email" });
		expect(url.ignored.map((one) => one.param)).toEqual([param]);
		expect(url.ignored[0]?.message).not.toBe("");
		expect(url.filter).toEqual({ workload: ["Email"] });
		expect(url.statuses).toEqual(["new", "changed"]);
	});

	it("names a range that ends before it starts", () => {
		const url = readTriageUrl({ from: "2026-05-02T00:00:00Z", to: "2026-05-01T00:00:00Z" });
		expect(url.ignored.map((one) => one.param)).toEqual(["to"]);
		expect(url.filter.to).toBeUndefined();
	});

	it("prefers fixed bounds to a relative range", () => {
		const url = readTriageUrl({ last: "24h", from: "2026-05-02T00:00:00Z" });
		expect(url.last).toBeNull();
		expect(url.ignored.map((one) => one.param)).toEqual(["last"]);
	});
});

describe("the filter", () => {
	it("has no status for the view of all, and counts a relative range from the given time", () => {
		const url = readTriageUrl({ status: "all", last: "24h" });
		expect(toFilter(url, new Date("2026-05-02T12:00:00Z"))).toEqual({ from: "2026-05-01T12:00:00.000Z" });
	});

	it("is written as query parameters, with lists separated by commas", () => {
		const url = readTriageUrl({ user: "a@x.com,b@x.com" });
		expect(toSearch(toFilter(url, new Date())).toString()).toBe(
			"user=a%40x.com%2Cb%40x.com&status=new%2Cchanged",
		);
	});

	it("finds its view", () => {
		expect(viewOf(undefined)).toBe("all");
		expect(viewOf(["changed", "new"])).toBe("open");
		expect(viewOf(["benign"])).toBe("benign");
		expect(viewOf(["benign", "new"])).toBeNull();
	});
});
