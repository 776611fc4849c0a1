"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useAnnounce } from "@/components/client/announcer";
import { ApiProblem } from "@/components/client/api";
import { visibleText } from "@/lib/core/visible-text";
import type { TwoReadings } from "./ask-dates";
import { WORKSPACE_KEY } from "./queries";
import { type ImportRequest, type ImportResult, uploadImport } from "./upload";

/** Where an import stands. */
export type ImportState =
	| { readonly step: "idle" }
	/** `share` of the file has been sent; at 1 the server reads its rows. */
	| { readonly step: "sending"; readonly wanted: ImportRequest; readonly share: number }
	| { readonly step: "done"; readonly wanted: ImportRequest; readonly result: ImportResult }
	| { readonly step: "failed"; readonly wanted: ImportRequest; readonly problem: unknown }
	/** The server wants to hear a second time that this is meant. */
	| {
			readonly step: "asking";
			readonly wanted: ImportRequest;
			readonly about: "sample" | "again";
			readonly why: string;
	  }
	/** The dates of the file can be read in two ways. */
	| {
			readonly step: "asking";
			readonly wanted: ImportRequest;
			readonly about: "dates";
			readonly readings: TwoReadings;
	  };

/** Imports of a person's own exports, one at a time. */
export function useImport() {
	const queries = useQueryClient();
	const router = useRouter();
	const announce = useAnnounce();
	const [state, setState] = useState<ImportState>({ step: "idle" });
	const upload = useRef<AbortController | null>(null);

	const send = async (wanted: ImportRequest): Promise<void> => {
		if (upload.current !== null) return;
		const controller = new AbortController();
		upload.current = controller;
		setState({ step: "sending", wanted, share: 0 });
		announce(`Importing ${visibleText(wanted.file.name)}.`);
		try {
			const result = await uploadImport(wanted, {
				signal: controller.signal,
				onProgress: (share) =>
					setState((before) => (before.step === "sending" ? { ...before, share } : before)),
			});
			setState({ step: "done", wanted, result });
			void queries.invalidateQueries({ queryKey: WORKSPACE_KEY });
			void queries.invalidateQueries({ queryKey: ["hunts"] });
			// Every page's header says whether the data is the sample.
			router.refresh();
		} catch (error) {
			upload.current = null;
			setState(failed(wanted, error));
			return;
		}
		upload.current = null;
	};

	return {
		state,
		send,
		cancel: () => upload.current?.abort(),
		reset: () => setState({ step: "idle" }),
		ask: (wanted: ImportRequest, about: "sample" | "again", why: string) =>
			setState({ step: "asking", wanted, about, why }),
	};
}

function failed(wanted: ImportRequest, error: unknown): ImportState {
	if (error instanceof DOMException && error.name === "AbortError") return { step: "idle" };
	if (error instanceof ApiProblem && error.code === "conflict") {
		const { reason } = error.document;
		if (reason === "sample" || reason === "again") {
			return { step: "asking", wanted, about: reason, why: error.message };
		}
	}
	if (error instanceof ApiProblem && error.document.reason === "dates") {
		const { example, dayFirst, monthFirst } = error.document;
		const readings = { example: String(example), dayFirst: String(dayFirst), monthFirst: String(monthFirst) };
		return { step: "asking", wanted, about: "dates", readings };
	}
	return { step: "failed", wanted, problem: error };
}
