import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "./security-headers";

const production = { nonce: "bm9uY2U=", development: false, https: false };

describe("the policy", () => {
	it("trusts a nonce, our own files and two hashed attributes, nothing inline", () => {
		const policy = contentSecurityPolicy(production);
		expect(policy).toContain("script-src 'nonce-bm9uY2U=' 'strict-dynamic';");
		expect(policy).toContain("style-src 'self';");
		expect(policy).toMatch(/style-src-attr 'unsafe-hashes' 'sha256-[\w+/=]{44}' 'sha256-[\w+/=]{44}';/);
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:|ws:/);
	});
	it("relaxes the policy for the development server only", () => {
		const policy = contentSecurityPolicy({ ...production, development: true });
		expect(policy).toContain("'strict-dynamic' 'unsafe-eval'");
		expect(policy).not.toContain("style-src-attr");
	});
});

describe("the headers", () => {
	it("require https only where the public address uses it", () => {
		expect(securityHeaders(production)).not.toHaveProperty("strict-transport-security");
		const headers = securityHeaders({ ...production, https: true });
		expect(headers["strict-transport-security"]).toBe("max-age=31536000");
		expect(headers["content-security-policy"]).toContain("upgrade-insecure-requests");
	});
});
