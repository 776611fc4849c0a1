"use client";

import { type ComponentProps, type RefObject, useEffect, useRef } from "react";

const REACHABLE =
	'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex]:not([tabindex="-1"])';

/**
 * Lets the keyboard reach what scrolls: where an element overflows and holds nothing that takes focus, it takes focus
 * itself.
 */
export function useScrollStop(ref: RefObject<HTMLElement | null>): void {
	useEffect(() => {
		const element = ref.current;
		if (element === null) return;
		let frame = 0;
		const look = () => {
			frame = 0;
			const scrolls =
				element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
			const inside = [...element.querySelectorAll<HTMLElement>(REACHABLE)].some((each) => each.tabIndex >= 0);
			if (scrolls && !inside) element.tabIndex = 0;
			else element.removeAttribute("tabindex");
		};
		const soon = () => {
			if (frame === 0) frame = requestAnimationFrame(look);
		};
		const resized = new ResizeObserver(soon);
		resized.observe(element);
		const changed = new MutationObserver(soon);
		changed.observe(element, { childList: true, subtree: true });
		return () => {
			cancelAnimationFrame(frame);
			resized.disconnect();
			changed.disconnect();
		};
	}, [ref]);
}

/** A part that scrolls. Its class names say in which direction. */
export function ScrollArea({ children, ...props }: Omit<ComponentProps<"div">, "ref">) {
	const area = useRef<HTMLDivElement>(null);
	useScrollStop(area);
	return (
		<div {...props} ref={area}>
			{children}
		</div>
	);
}
