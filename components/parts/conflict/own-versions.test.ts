import { expect, it } from "vitest";
import { OwnVersions } from "./own-versions";

it("follows the page's own writes, and stops where another person has written", () => {
	const own = new OwnVersions();
	expect(own.now("a", 1)).toBe(1);
	own.made("a", 1, 2);
	own.made("a", 2, 3);
	own.made("a", 4, 5);
	expect(own.now("a", 1)).toBe(3);
	expect(own.now("a", 2)).toBe(3);
	expect(own.now("a", 4)).toBe(5);
	expect(own.now("b", 1)).toBe(1);
});
