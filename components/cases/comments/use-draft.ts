"use client";

import { useState } from "react";

/** What was being written and not sent, kept while the page lives: going to another section loses nothing. */
const drafts = new Map<string, string>();

export function useDraft(key: string): readonly [string, (text: string) => void] {
	const [text, setText] = useState(() => drafts.get(key) ?? "");
	return [
		text,
		(next) => {
			if (next === "") drafts.delete(key);
			else drafts.set(key, next);
			setText(next);
		},
	];
}
