import { describe, expect, it } from "vitest";
import { matchShortcut, type Press, type Shortcut } from "./shortcut";

const shortcuts: readonly Shortcut[] = [
	{ id: "select", keys: ["x"], label: "", group: "" },
	{ id: "extend", keys: ["x"], shift: true, label: "", group: "" },
	{ id: "help", keys: ["?"], label: "", group: "" },
	{ id: "next", keys: ["j", "ArrowDown"], label: "", group: "" },
];
const press = (key: string, more: Partial<Press> = {}): Press => ({
	key,
	shiftKey: false,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	...more,
});
const match = (key: string, more?: Partial<Press>) => matchShortcut(shortcuts, press(key, more))?.id ?? null;

describe("matchShortcut", () => {
	it("distinguishes a letter with shift from one without", () => {
		expect(match("x")).toBe("select");
		expect(match("X", { shiftKey: true })).toBe("extend");
	});

	it("does not treat caps lock as shift", () => {
		expect(match("X")).toBe("select");
	});

	it("accepts a character however the keyboard produces it", () => {
		expect(match("?", { shiftKey: true })).toBe("help");
		expect(match("?")).toBe("help");
	});

	it("leaves keys held with ctrl, alt or the command key to the browser", () => {
		for (const modifier of ["ctrlKey", "metaKey", "altKey"] as const) {
			expect(match("x", { [modifier]: true })).toBeNull();
		}
	});

	it("ignores an input method's composition, and unknown keys", () => {
		expect(match("j", { isComposing: true })).toBeNull();
		expect(match("q")).toBeNull();
		expect(match("ArrowDown", { shiftKey: true })).toBeNull();
	});
});
