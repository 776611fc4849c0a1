"use client";

import { useEffect } from "react";

/** Puts a line of text at the foot of every printed page (globals.css), for as long as the page shows what it names. */
export function usePrintTitle(title: string): void {
	useEffect(() => {
		const { style } = document.documentElement;
		style.setProperty("--print-title", `"${title.replaceAll(/["\\\n]/g, " ")}"`);
		return () => {
			style.removeProperty("--print-title");
		};
	}, [title]);
}
