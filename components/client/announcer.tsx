"use client";

import { createContext, type ReactNode, use, useCallback, useRef } from "react";

const Context = createContext<(message: string) => void>(() => {});

/** Holds the region that screen readers listen to. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
	const region = useRef<HTMLDivElement>(null);
	const announce = useCallback((message: string) => {
		if (region.current === null) return;
		// A no-break space makes the same words a change again, so that they are read again.
		region.current.textContent = region.current.textContent === message ? `${message}\u00a0` : message;
	}, []);
	return (
		<Context value={announce}>
			{children}
			<div ref={region} role="status" aria-live="polite" className="sr-only" data-testid="announcer" />
		</Context>
	);
}

/** Gives the function that has a message read out, politely. */
export function useAnnounce(): (message: string) => void {
	return use(Context);
}
