import { describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/roles";
import { readClaims } from "./provider-claims";

const config = {
	roleClaims: ["roles", "groups"],
	roles: new Map<string, Role>([
		["Desk.Analyst", "analyst"],
		["g-lead", "lead"],
	]),
};
const read = (claims: Record<string, unknown>) =>
	readClaims({ iss: "https://login.example", sub: "s1", ...claims }, config);

describe("readClaims", () => {
	it("reads the highest role of all claims, as one value or several", () => {
		expect(read({ roles: ["Desk.Analyst"], groups: ["g-lead"] }).role).toBe("lead");
		expect(read({ roles: "Desk.Analyst" }).role).toBe("analyst");
		expect(
			read({ roles: ["desk.analyst", 7, null], groups: { "g-lead": true }, other: ["g-lead"] }).role,
		).toBeNull();
	});

	it("reads login (in lower case) and name from the claims there are", () => {
		expect(read({ preferred_username: "Kim@Contoso.example", email: "x@y", name: " Kim " })).toMatchObject({
			login: "kim@contoso.example",
			name: "Kim",
		});
		expect(read({ email: "Kim@Contoso.example" })).toMatchObject({
			login: "kim@contoso.example",
			name: "kim@contoso.example",
		});
		expect(read({ preferred_username: "", name: 7 })).toMatchObject({ login: null, name: "s1" });
	});

	it("detects that Entra ID left groups out", () => {
		expect(read({ _claim_names: { groups: "src1" } }).groupsLeftOut).toBe(true);
		expect(read({ hasgroups: true }).groupsLeftOut).toBe(true);
		expect(read({ _claim_names: { other: "src1" } }).groupsLeftOut).toBe(false);
		expect(
			readClaims({ _claim_names: { groups: "s" } }, { ...config, roleClaims: ["roles"] }).groupsLeftOut,
		).toBe(false);
	});
});
