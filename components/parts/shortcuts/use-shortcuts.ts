"use client";

import { useEffect, useRef } from "react";
import { matchShortcut, type Shortcut } from "./shortcut";

/** Popups own the keys while they are open, except those that say they share them. */
const POPUP =
	'[role="dialog"]:not([data-shortcuts="page"]), [role="alertdialog"], [role="menu"], [role="listbox"]';

/**
 * Runs the handler of a shortcut when its key is pressed on the page: not while typing, not in a dialog or
 * menu, not with Ctrl, Alt or the command key. A handler that returns false leaves the key to the browser.
 */
export function useShortcuts<Id extends string>(
	shortcuts: readonly Shortcut<Id>[],
	handlers: Readonly<Record<Id, () => unknown>>,
): void {
	const latest = useRef(handlers);
	useEffect(() => {
		latest.current = handlers;
	});
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.defaultPrevented || isTyping(event.target) || document.querySelector(POPUP) !== null) return;
			const shortcut = matchShortcut(shortcuts, event);
			if (shortcut === null) return;
			// Enter on a button or link is theirs.
			if (event.key === "Enter" && !isRowOrPage(event.target)) return;
			if (event.repeat && !REPEATS.has(event.key)) return;
			if (latest.current[shortcut.id]() !== false) event.preventDefault();
		};
		window.addEventListener("keydown", onKeyDown);
		return () => window.removeEventListener("keydown", onKeyDown);
	}, [shortcuts]);
}

/** Keys that may be held down; a decision must not be made forty times by a heavy finger. */
const REPEATS = new Set(["j", "k", "ArrowDown", "ArrowUp"]);

function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (
		target.isContentEditable ||
		target instanceof HTMLTextAreaElement ||
		target instanceof HTMLSelectElement
	) {
		return true;
	}
	return target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
}

function isRowOrPage(target: EventTarget | null): boolean {
	return !(target instanceof HTMLElement) || target.closest("a, button, input, [role=tab]") === null;
}
