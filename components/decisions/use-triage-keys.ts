"use client";

import { useMay } from "@/components/client/me";
import { useShortcuts } from "@/components/parts/shortcuts/use-shortcuts";
import { READING_SHORTCUTS, TRIAGE_SHORTCUTS } from "@/components/triage/findings/shortcuts";
import { copyText } from "@/components/ui/copy";
import { toasts } from "@/components/ui/toast";
import { defang } from "@/lib/core/defang";
import type { Triage } from "./use-triage";

interface PageKeys {
	readonly onSearch: () => void;
	readonly onHelp: () => void;
}

/** What each key of the page does. */
export function useTriageKeys(triage: Triage, { onSearch, onHelp }: PageKeys): void {
	const { activeFinding, selection, url } = triage;
	useShortcuts(useMay("findings.decide") ? TRIAGE_SHORTCUTS : READING_SHORTCUTS, {
		next: () => triage.move(1),
		previous: () => triage.move(-1),
		open: () => {
			const row = activeFinding ?? triage.rows[0];
			if (row !== undefined) triage.standOn(row.id, { open: true, focus: true });
		},
		escape: () => {
			if (selection.ids.size > 0) selection.clear();
			else if (url.finding !== null) triage.closePanel();
			else return false;
		},
		select: () => activeFinding !== null && selection.toggle(activeFinding.id, false),
		extend: () => activeFinding !== null && selection.toggle(activeFinding.id, true),
		triaged: () => triage.giveVerdict("triaged", triage.target),
		benign: () => triage.giveVerdict("benign", triage.target),
		escalated: () => triage.giveVerdict("escalated", triage.target),
		undo: () => void triage.decisions.undo(),
		search: onSearch,
		copy: () => {
			if (activeFinding?.url == null) return;
			void copyText(defang(activeFinding.url)).then((done) =>
				toasts.add({ id: "copy", title: done ? "URL copied, defanged" : "The browser refused to copy" }),
			);
		},
		help: onHelp,
	});
}
