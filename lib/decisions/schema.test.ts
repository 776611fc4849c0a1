import { expect, it } from "vitest";
import { decisionInput } from "./schema";

const decision = (filter: object) => ({ verdict: "triaged", filter, asOf: "2026-05-03T14:00:00Z" });

it("takes every filter of the list, and refuses one it does not know instead of deciding more", () => {
	expect(decisionInput.safeParse(decision({ ip: "203.0.113.7", user: ["a@x.example"] })).success).toBe(true);
	expect(decisionInput.safeParse(decision({ usr: "a@x.example" })).success).toBe(false);
});
