"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { handoverKey } from "./queries";

/** How long until a stream that the browser gave up is opened again, in milliseconds. */
const REOPEN_MS = 5_000;

/** Reads a handover again whenever somebody changes it. While the stream is down, it is asked for now and then. */
export function useLiveHandover(id: string): void {
	const queries = useQueryClient();
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		let stream: EventSource;
		const open = () => {
			stream = new EventSource(`/api/handovers/${id}/events`);
			stream.addEventListener("changed", () => {
				// The difference is of two frozen ones, and what happened since has a clock of its own.
				for (const part of ["detail", "read-back"])
					void queries.invalidateQueries({ queryKey: [...handoverKey(id), part] });
			});
			stream.addEventListener("error", () => {
				// The browser tries again by itself, except after an answer that was no stream.
				if (stream.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
			});
		};
		open();
		return () => {
			clearTimeout(timer);
			stream.close();
		};
	}, [id, queries]);
}
