"use client";

import { useEffect, useState } from "react";

/**
 * The present, moving on every `intervalMs`. The server's and the browser's differ by a little: what is drawn
 * from it carries `suppressHydrationWarning`.
 */
export function useNow(intervalMs: number): Date {
	const [now, setNow] = useState(() => new Date());
	useEffect(() => {
		setNow(new Date());
		const timer = setInterval(() => setNow(new Date()), intervalMs);
		return () => clearInterval(timer);
	}, [intervalMs]);
	return now;
}
