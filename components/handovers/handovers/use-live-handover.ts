"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { openStream } from "@/components/client/event-stream";
import { handoverKey } from "./queries";

/** Reads a handover again whenever somebody changes it. While the stream is down, it is asked for now and then. */
export function useLiveHandover(id: string): void {
	const queries = useQueryClient();
	useEffect(() => {
		// The difference is of two frozen ones, and what happened since has a clock of its own.
		const changed = () => {
			for (const part of ["detail", "read-back"])
				void queries.invalidateQueries({ queryKey: [...handoverKey(id), part] });
		};
		return openStream(() => `/api/handovers/${id}/events`, { on: { changed } });
	}, [id, queries]);
}
