import { describe, expect, it } from "vitest";
import { isRowWise } from "./row-wise";

describe("isRowWise", () => {
	it.each([
		'UrlClickEvents \n| where ActionType == "ClickAllowed" or IsClickedThrough !="0" \n| where ThreatTypes has "Phish" \n| summarize by ReportId, IsClickedThrough',
		"T",
		"T | where a in ('x', 'y') | extend b = strcat(a, '1') | project a, b | distinct a | sort by a",
		"T | where Time > ago(7d) | mv-expand c = parse_json(d) | project-away d",
	])("is sure of %s", (kql) => {
		expect(isRowWise(kql)).toBe(true);
	});

	it.each([
		"T | summarize count() by a",
		"T | summarize arg_max(Time, *) by a",
		"T | where a in (Other)",
		"T | where a in ((Other | project a))",
		"T | where a > toscalar(T | summarize max(a))",
		"T | join Other on a",
		"T | union Other",
		"union T, Other",
		"T | take 10",
		"T | top 5 by a",
		"T | sort by a | extend n = row_number()",
		"T | sort by a | where prev(a) != a",
		"let x = T; x | where a == 1",
		"search 'x'",
		"T | whre a",
		"print 1",
		"",
	])("is not sure of %s", (kql) => {
		expect(isRowWise(kql)).toBe(false);
	});
});
