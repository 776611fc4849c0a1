"use client";

import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { asProblem } from "@/components/client/api";
import type { Place } from "@/lib/core/errors";
import { Button } from "./button";
import { Notice } from "./notice";

interface ProblemNoticeProps {
	readonly error: unknown;
	/** What was being done, such as "The findings could not be loaded". */
	readonly title?: ReactNode;
	readonly onRetry?: (() => void) | undefined;
	readonly retrying?: boolean;
	readonly className?: string | undefined;
}

/** A failure as a person reads it: what, where, what to do, and the id to quote. */
export function ProblemNotice({ error, title, onRetry, retrying = false, className }: ProblemNoticeProps) {
	const problem = asProblem(error);
	return (
		<Notice
			kind="error"
			live
			title={title ?? problem.title}
			className={className}
			actions={
				onRetry === undefined ? undefined : (
					<Button icon={RotateCw} onClick={onRetry} busy={retrying}>
						Try again
					</Button>
				)
			}
		>
			<p>{problem.message}</p>
			{problem.places.length === 0 ? null : (
				<ul className="mt-1 list-disc pl-4">
					{problem.places.slice(0, 20).map((place) => (
						<li key={`${placeName(place)}: ${place.message}`}>
							{placeName(place) === "" ? null : <span className="font-medium">{placeName(place)}: </span>}
							{place.message}
						</li>
					))}
					{problem.places.length > 20 ? <li>and {problem.places.length - 20} more</li> : null}
				</ul>
			)}
			{problem.remedy === null ? null : <p className="mt-1">{problem.remedy}</p>}
			{problem.requestId === null ? null : (
				<p className="mt-1 text-muted text-sm">Request {problem.requestId}</p>
			)}
		</Notice>
	);
}

/** Where an error sits, in words: "clicks.csv, line 4, column 12, field Url". */
export function placeName(place: Place): string {
	return [
		place.file,
		place.line === undefined ? undefined : `line ${place.line}`,
		place.row === undefined ? undefined : `row ${place.row}`,
		place.column === undefined ? undefined : `column ${place.column}`,
		place.field,
	]
		.filter((part) => part !== undefined)
		.join(", ");
}
