import { describe, expect, it } from "vitest";
import { requiredTables, syntaxProblems } from "./analyze";

describe("requiredTables", () => {
	it.each([
		["UrlClickEvents | where ActionType == 'ClickAllowed' | summarize by ReportId", ["UrlClickEvents"]],
		[
			"let T = EmailEvents | take 5; T | join kind=inner (UrlClickEvents) on NetworkMessageId",
			["EmailEvents", "UrlClickEvents"],
		],
		[
			"let users = SigninLogs | distinct UserId; AADSignInEventsBeta | where AccountObjectId in (users)",
			["SigninLogs", "AADSignInEventsBeta"],
		],
		["union EmailEvents, (UrlClickEvents | take 1) | count", ["EmailEvents", "UrlClickEvents"]],
		[
			"let f = (T:(a:string)) { T | where a in ((IdentityInfo | project AccountUPN)) }; f(EmailEvents)",
			["IdentityInfo"],
		],
		[
			"let start = ago(1d); UrlClickEvents | lookup IdentityInfo on $left.AccountUpn == $right.AccountUPN | where TimeGenerated > start",
			["UrlClickEvents", "IdentityInfo"],
		],
		["print toscalar(EmailEvents | count)", ["EmailEvents"]],
		["print 1", []],
	])("%s", (kql, tables) => {
		expect(requiredTables(kql)).toEqual(tables);
	});
});

it("says where a query is not KQL", () => {
	expect(syntaxProblems("UrlClickEvents\n| where (")).toMatchObject([
		{ kind: "syntax", line: 2, column: 10 },
		{ kind: "syntax", line: 2, column: 10 },
	]);
	expect(syntaxProblems("UrlClickEvents | take 1")).toEqual([]);
});
