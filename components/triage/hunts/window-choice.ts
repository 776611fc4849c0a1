import { instantInZone } from "@/components/client/time-format";
import { AppError } from "@/lib/core/errors";
import { checkedWindow, WINDOW_PRESETS, type WindowPreset } from "@/lib/sources/workspaces/windows";
import type { RunInput } from "@/lib/triage/catalogue/schema";

/** What the person chose as a run's window; `from` and `to` are as a datetime-local field holds them. */
export interface WindowChoice {
	readonly kind: WindowPreset | "custom";
	readonly from: string;
	readonly to: string;
}

export const WINDOW_LABEL: Record<WindowPreset | "custom", string> = {
	"24h": "24 hours",
	"7d": "7 days",
	"30d": "30 days",
	"90d": "90 days",
	custom: "Custom",
};
export const WINDOW_KINDS = [...WINDOW_PRESETS, "custom"] as const;

export const DEFAULT_WINDOW: WindowChoice = { kind: "7d", from: "", to: "" };

/** What is wrong with a custom window, by field. */
interface WindowFaults {
	readonly from: string | null;
	readonly to: string | null;
}

export type ReadWindow =
	| { readonly input: RunInput; readonly faults: null }
	| { readonly input: null; readonly faults: WindowFaults };

/** The choice as the API takes it, its times read in `zone`; or what is wrong with it. */
export function readWindow({ kind, from, to }: WindowChoice, zone: string): ReadWindow {
	if (kind !== "custom") return { input: { preset: kind }, faults: null };
	const start = instantInZone(from, zone);
	const end = instantInZone(to, zone);
	if (start === null || end === null) {
		return refused(
			start === null ? "Enter when the window starts." : null,
			end === null ? "Enter when the window ends." : null,
		);
	}
	try {
		checkedWindow(start, end);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		const fault = error.places[0];
		return fault?.field === "from" ? refused(error.message, null) : refused(null, error.message);
	}
	return { input: { from: start.toISOString(), to: end.toISOString() }, faults: null };
}

function refused(from: string | null, to: string | null): ReadWindow {
	return { input: null, faults: { from, to } };
}
