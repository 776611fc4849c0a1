"use client";

import { usePreferences } from "@/components/client/preferences";
import { useMedia } from "@/components/ui/use-media";

/** Pixels; `--row` in the root layout's style says the same to CSS. */
export const ROW_HEIGHT = { comfortable: 36, compact: 30, phone: 60 } as const;

/** How tall a row is now. */
export function useRowHeight(): number {
	const { density } = usePreferences();
	const phone = useMedia("(width < 40rem)");
	return phone ? ROW_HEIGHT.phone : ROW_HEIGHT[density];
}
