import { type Plan, type Shift, shiftAt } from "@/lib/platform/shifts/shifts";
import { FIRST_WINDOW_MS } from "./rules";

/** The time that a handover is about. Milliseconds since 1970. */
export interface HandoverWindow {
	/** Empty where no shift is planned: the window then ends when it is signed. */
	readonly shift: string;
	readonly team: string;
	readonly timeZone: string;
	readonly from: number;
	readonly to: number;
}

/**
 * The window of the next handover: from where the one before ended, so that nothing falls between, to the end of the
 * shift that it is for. A shift that was handed over before its end is over: what comes after goes into the next.
 */
export function nextWindow(
	plans: readonly Plan[],
	previous: { readonly shift: string; readonly to: number } | null,
	now: number,
): HandoverWindow {
	const current = shiftAt(plans, now);
	if (current === null) {
		const timeZone = plans.at(-1)?.timeZone ?? "UTC";
		return { shift: "", team: "", timeZone, from: previous?.to ?? now - FIRST_WINDOW_MS, to: now };
	}
	const { name, team, timeZone, to } = wasHandedOver(current, previous)
		? (shiftAt(plans, current.to) ?? current)
		: current;
	return { shift: name, team, timeZone, from: previous?.to ?? firstFrom(plans, current, now), to };
}

/** The very first window is its shift's; a day where the plan was made within that shift, which is no begin of work. */
function firstFrom(plans: readonly Plan[], current: Shift, now: number): number {
	const madeWithin = plans.every(({ validFrom }) => validFrom >= current.from);
	return madeWithin ? Math.min(current.from, now - FIRST_WINDOW_MS) : current.from;
}

function wasHandedOver(
	shift: Shift,
	previous: { readonly shift: string; readonly to: number } | null,
): boolean {
	return previous !== null && previous.shift === shift.name && previous.to > shift.from;
}

/** Where a window ends that is signed now: at its shift's end, or now while that is still to come. */
export function endAt(window: { readonly shift: string; readonly to: number }, now: number): number {
	return window.shift === "" ? now : Math.min(window.to, now);
}
