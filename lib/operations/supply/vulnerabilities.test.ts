import { expect, it } from "vitest";
import { readAudit } from "./vulnerabilities";

it("treats a missing answer as unknown, never as a pass", () => {
	const refused = JSON.stringify({ message: "405 Method Not Allowed", method: "POST" });
	expect(readAudit(refused, "npm error audit endpoint returned an error")).toEqual({
		outcome: "not_checked",
		reason: "405 Method Not Allowed",
	});
	expect(readAudit("", "npm error network\nnpm error ENOTFOUND")).toEqual({
		outcome: "not_checked",
		reason: "npm error ENOTFOUND",
	});
	expect(readAudit("{}", "")).toMatchObject({ outcome: "not_checked" });
});

it("lists the vulnerabilities found, and says when there are none", () => {
	const found = { lodash: { name: "lodash", severity: "high", range: "<4.17.21", via: [] } };
	expect(readAudit(JSON.stringify({ auditReportVersion: 2, vulnerabilities: found }), "")).toEqual({
		outcome: "checked",
		found: [{ name: "lodash", severity: "high", range: "<4.17.21" }],
	});
	expect(readAudit(JSON.stringify({ auditReportVersion: 2, vulnerabilities: {} }), "")).toEqual({
		outcome: "checked",
		found: [],
	});
});
