import { expect, it } from "vitest";
import { TOKEN_PERMISSIONS } from "@/lib/platform/identity/token-schema";
import { rightsText } from "./rights-text";

it("says what a token can do, and that one without permissions can do nothing", () => {
	expect(rightsText({ role: "admin", permissions: [] })).toBe("nothing");
	expect(rightsText({ role: null, permissions: ["findings.read"] })).toBe("nothing");
	expect(rightsText({ role: "viewer", permissions: TOKEN_PERMISSIONS })).toBe("everything tokens can do");
	expect(rightsText({ role: "viewer", permissions: ["findings.read", "workspace.import"] })).toBe(
		"findings.read",
	);
	expect(rightsText({ role: "lead", permissions: ["workspace.import"] })).toBe("workspace.import");
});
