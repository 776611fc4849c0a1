import { describe, expect, it } from "vitest";
import type { Plan } from "@/lib/platform/shifts/shifts";
import { FIRST_WINDOW_MS } from "./rules";
import { endAt, nextWindow } from "./window";

const at = (time: string) => Date.parse(`2026-05-${time}:00Z`);
const plans: Plan[] = [
	{
		validFrom: 0,
		timeZone: "UTC",
		shifts: ["Early 06:00", "Late 14:00", "Night 22:00"].map((text) => {
			const [name = "", start = ""] = text.split(" ");
			return { name, start, days: "every" as const, team: `${name} team` };
		}),
	},
];

describe("nextWindow", () => {
	it("is the current shift, from where the last handover ended", () => {
		expect(nextWindow(plans, null, at("02T23:00"))).toEqual({
			shift: "Night",
			team: "Night team",
			timeZone: "UTC",
			from: at("02T22:00"),
			to: at("03T06:00"),
		});
		const late = nextWindow(plans, { shift: "Late", to: at("01T22:00") }, at("02T23:00"));
		expect(late).toMatchObject({ shift: "Night", from: at("01T22:00"), to: at("03T06:00") });
	});

	it("looks back a day where the plan was made during the first shift", () => {
		const made = plans.map((plan) => ({ ...plan, validFrom: at("02T22:40") }));
		expect(nextWindow(made, null, at("02T23:00"))).toMatchObject({ shift: "Night", from: at("01T23:00") });
		expect(nextWindow(made, null, at("03T07:00"))).toMatchObject({ shift: "Early", from: at("03T06:00") });
	});

	it("is the next shift once the current one was handed over before its end", () => {
		const early = nextWindow(plans, { shift: "Night", to: at("03T05:50") }, at("03T05:55"));
		expect(early).toMatchObject({ shift: "Early", from: at("03T05:50"), to: at("03T14:00") });
		// Signed late, it ended at the shift's end, and the next began there.
		const onTime = nextWindow(plans, { shift: "Night", to: at("03T06:00") }, at("03T06:20"));
		expect(onTime).toMatchObject({ shift: "Early", from: at("03T06:00"), to: at("03T14:00") });
	});

	it("starts at the last handover where no shifts are planned", () => {
		const now = at("02T10:00");
		expect(nextWindow([], null, now)).toMatchObject({ shift: "", from: now - FIRST_WINDOW_MS, to: now });
		expect(nextWindow([], { shift: "", to: at("01T09:00") }, now)).toMatchObject({
			from: at("01T09:00"),
			to: now,
		});
	});
});

it("a window ends at its shift's end, or now if that is in the future", () => {
	const window = { shift: "Night", to: at("03T06:00") };
	expect(endAt(window, at("03T05:00"))).toBe(at("03T05:00"));
	expect(endAt(window, at("03T06:20"))).toBe(at("03T06:00"));
	expect(endAt({ shift: "", to: at("01T00:00") }, at("03T06:20"))).toBe(at("03T06:20"));
});
