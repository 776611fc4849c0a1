"use client";

import { usePreferences } from "@/components/client/preferences";
import { fieldValue, instantInZone } from "@/components/client/time-format";

/** Instants as the text of a time's field, on the person's clock. */
export function useClockText() {
	const { zone } = usePreferences();
	return {
		zone,
		toText: (instant: string | null | undefined): string =>
			instant == null ? "" : fieldValue(new Date(instant), zone),
		/** Null for what is empty or no time. */
		toInstant: (text: string): string | null => instantInZone(text, zone)?.toISOString() ?? null,
	};
}
