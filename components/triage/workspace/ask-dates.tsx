"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { visibleText } from "@/lib/core/visible-text";
import type { DateOrder } from "@/lib/sources/import/values";

/** A date of the file that can be read in two ways, with its readings in ISO 8601. */
export interface TwoReadings {
	readonly example: string;
	readonly dayFirst: string;
	readonly monthFirst: string;
}

interface AskDatesProps {
	readonly readings: TwoReadings;
	readonly fileName: string;
	readonly onChoose: (dates: DateOrder) => void;
	readonly onCancel: () => void;
}

/** Asks which number of a date is the day, where the file does not show it. */
export function AskDates({ readings, fileName, onChoose, onCancel }: AskDatesProps) {
	const cancel = useRef<HTMLButtonElement>(null);
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onCancel()}
			title="Choose how the dates are read"
			initialFocus={cancel}
			footer={
				<>
					<Button ref={cancel} onClick={onCancel}>
						Cancel
					</Button>
					<Button onClick={() => onChoose("month-first")}>Import as {longDay(readings.monthFirst)}</Button>
					<Button onClick={() => onChoose("day-first")}>Import as {longDay(readings.dayFirst)}</Button>
				</>
			}
		>
			<div className="flex flex-col gap-2 pb-1">
				<p>
					The dates of <bdi className="font-medium">{visibleText(fileName)}</bdi> can be read in two ways, and
					none of them shows which is meant. <bdi>{visibleText(readings.example)}</bdi> is:
				</p>
				<ul className="list-disc pl-5">
					<li>
						<strong>{longDay(readings.dayFirst)}</strong> with the day first
					</li>
					<li>
						<strong>{longDay(readings.monthFirst)}</strong> with the month first
					</li>
				</ul>
				<p className="text-muted">All dates of the file are read the way you choose.</p>
			</div>
		</Dialog>
	);
}

function longDay(iso: string): string {
	return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
}
