"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiProblem, request } from "@/components/client/api";
import { OwnVersions } from "@/components/parts/conflict/own-versions";
import { blocking } from "@/lib/handovers/handovers/rules";
import type {
	HandoverDetail,
	NoteDto,
	NoteInput,
	NotesInput,
	Written,
	WrittenMany,
} from "@/lib/handovers/handovers/schema";
import { handoverKey } from "./queries";

type Said = Omit<NoteInput, "item" | "version">;

export interface DraftWriter {
	/** @param seen the version of the item's note that was on the screen; 0 for none */
	readonly writeNote: (item: string, said: Said, seen: number) => Promise<void>;
	/** The same of many items: of all of them or of none. @param items their keys */
	readonly writeNotes: (
		items: readonly string[],
		said: Omit<NotesInput, "items">,
		seen: HandoverDetail["notes"],
	) => Promise<void>;
	readonly writeSummary: (summary: string, was: string) => Promise<void>;
	/** The version of the draft that was on the screen, with what this page has written since. */
	readonly written: (seen: number) => number;
}

/** Stands for the draft itself among the things it holds. */
const DRAFT = "draft";

/**
 * Writes into a draft, one thing after the other, each with the version that was on the screen when the person began.
 * After a conflict the draft is read again before the promise is rejected, so that the writer sees theirs.
 */
export function useDraftWriter(of: HandoverDetail): DraftWriter {
	const queries = useQueryClient();
	const queue = useRef<Promise<unknown>>(Promise.resolve());
	const [own] = useState(() => new OwnVersions());
	const key = [...handoverKey(of.id), "detail"];
	const latest = () => queries.getQueryData<HandoverDetail>(key) ?? of;

	const inTurn = (work: () => Promise<(draft: HandoverDetail) => HandoverDetail>): Promise<void> => {
		const done = queue.current.then(async () => {
			try {
				const applied = await work();
				// What was asked for before the write must not come back over it.
				await queries.cancelQueries({ queryKey: key });
				queries.setQueryData<HandoverDetail>(key, applied(latest()));
				void queries.invalidateQueries({ queryKey: key });
				// The page is told of its data in a turn of its own: anyone who waits goes on once it shows them.
				await new Promise((resolve) => setTimeout(resolve));
			} catch (error) {
				if (error instanceof ApiProblem && error.code === "conflict") {
					await queries.refetchQueries({ queryKey: key });
				}
				throw error;
			}
		});
		queue.current = done.catch(() => undefined);
		return done;
	};

	return {
		writeNote: (item, said, seen) =>
			inTurn(async () => {
				const version = own.now(item, seen);
				const written = await request<Written>(`/api/handovers/${of.id}/notes`, {
					method: "PATCH",
					json: { item, version, ...said },
				});
				if (written.note !== null) own.made(item, version, written.note.version);
				own.made(DRAFT, written.version - 1, written.version);
				return (draft) => withNotes(draft, written.version, written.note === null ? [] : [written.note]);
			}),
		writeNotes: (items, said, seen) =>
			inTurn(async () => {
				const notes = Object.fromEntries(items.map((item) => [item, own.now(item, seen[item] ?? 0)]));
				const { version, notes: written } = await request<WrittenMany>(`/api/handovers/${of.id}/notes/many`, {
					method: "PATCH",
					json: { items: items.map((item) => ({ item, version: notes[item] ?? 0 })), ...said },
				});
				for (const note of written) own.made(note.item, notes[note.item] ?? 0, note.version);
				own.made(DRAFT, version - 1, version);
				return (draft) => withNotes(draft, version, written);
			}),
		writeSummary: (summary, was) =>
			inTurn(async () => {
				const { version } = await request<Written>(`/api/handovers/${of.id}`, {
					method: "PATCH",
					json: { summary, was },
				});
				own.made(DRAFT, version - 1, version);
				return (draft) => ({ ...draft, version, document: { ...draft.document, summary } });
			}),
		written: (seen) => own.now(DRAFT, seen),
	};
}

/** The draft with what was just said of items, until the server has put everything in its order. */
function withNotes(draft: HandoverDetail, version: number, notes: readonly NoteDto[]): HandoverDetail {
	const byItem = new Map(notes.map((note) => [note.item, note]));
	const items = draft.document.items.map((item) => {
		const note = byItem.get(item.item);
		if (note === undefined) return item;
		const { version: _, stability, ...said } = note;
		return { ...item, ...said, stability: stability ?? item.stability, judged: stability !== null };
	});
	return {
		...draft,
		version,
		document: { ...draft.document, items },
		notes: { ...draft.notes, ...Object.fromEntries(notes.map((note) => [note.item, note.version])) },
		blocking: items.flatMap((item) => {
			const missing = blocking(item);
			return missing.length === 0 ? [] : [{ item: item.item, title: item.title, missing }];
		}),
	};
}
