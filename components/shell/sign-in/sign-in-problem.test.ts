import { expect, it } from "vitest";
import { readProblem } from "./sign-in-problem";

it("names the server's clock and by how much it is wrong", () => {
	expect(readProblem("clock:45", null, "Contoso")).toMatchObject({
		title: "This server’s clock is wrong",
		text: expect.stringContaining("45 seconds behind"),
	});
	expect(readProblem("clock:-7200", null, "Contoso")?.text).toContain("2 hours ahead of");
	expect(readProblem("clock:<b>", null, "Contoso")).toBeNull();
	expect(readProblem("certificate", null, "Contoso")?.title).toContain("certificate");
	expect(readProblem("down", null, "Contoso")?.title).toBe("The provider cannot be reached");
});
