"use client";

import { useSyncExternalStore } from "react";

/** Whether a media query holds; false while the server renders. */
export function useMedia(query: string): boolean {
	return useSyncExternalStore(
		(notify) => {
			const list = window.matchMedia(query);
			list.addEventListener("change", notify);
			return () => list.removeEventListener("change", notify);
		},
		() => window.matchMedia(query).matches,
		() => false,
	);
}
