"use client";

import { useEffect, useState } from "react";

const STEP: Readonly<Record<string, number>> = {
	ArrowRight: 1,
	ArrowLeft: -1,
	PageDown: 1,
	PageUp: -1,
};

/**
 * Which slide is shown, moved by the arrow keys alone (and by the keys of a presenter's remote, which are page up and
 * down); Home and End go to the first and the last. @param onLeave called on Escape
 */
export function useSlides(count: number, onLeave: () => void): readonly [number, (slide: number) => void] {
	const [slide, setSlide] = useState(0);
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.ctrlKey || event.altKey || event.metaKey) return;
			const step = STEP[event.key];
			if (event.key === "Escape") onLeave();
			else if (event.key === "Home") setSlide(0);
			else if (event.key === "End") setSlide(count - 1);
			else if (step !== undefined) {
				setSlide((now) => Math.min(count - 1, Math.max(0, now + step)));
			} else return;
			event.preventDefault();
		};
		window.addEventListener("keydown", onKeyDown);
		return () => window.removeEventListener("keydown", onKeyDown);
	}, [count, onLeave]);
	return [Math.min(slide, count - 1), setSlide];
}
