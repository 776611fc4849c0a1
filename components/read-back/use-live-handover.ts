"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { handoverKey } from "@/components/handovers/queries";

/** How long until a stream that the browser gave up is opened anew, in milliseconds. */
const REOPEN_MS = 5_000;

/** Reads a handover and what was said about it anew when the server tells that either has changed. */
export function useLiveHandover(handoverId: string): void {
	const queries = useQueryClient();
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		let stream: EventSource;
		const open = () => {
			stream = new EventSource(`/api/handovers/${handoverId}/events`);
			stream.addEventListener("changed", () => {
				for (const part of ["detail", "read-back"]) {
					void queries.invalidateQueries({ queryKey: [...handoverKey(handoverId), part] });
				}
			});
			stream.addEventListener("error", () => {
				if (stream.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
			});
		};
		open();
		return () => {
			clearTimeout(timer);
			stream.close();
		};
	}, [handoverId, queries]);
}
