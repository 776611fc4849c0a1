"use client";

import type { LucideIcon } from "lucide-react";
import { useRef } from "react";
import { cx } from "./cx";
import { TONE_TEXT, type Tone } from "./tone";

export interface Segment<V extends string> {
	readonly value: V;
	readonly label: string;
	/** Undefined while not known. */
	readonly count?: number | undefined;
	readonly icon?: LucideIcon | undefined;
	readonly tone?: Tone | undefined;
}

interface SegmentsProps<V extends string> {
	/** Accessible name of the choice. */
	readonly label: string;
	/** Null when none of them is what is chosen. */
	readonly value: V | null;
	readonly segments: readonly Segment<V>[];
	readonly onValueChange: (value: V) => void;
	readonly className?: string | undefined;
}

const STEP: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** One choice among a few, each with its count. A radio group: arrows move, one tab stop. */
export function Segments<V extends string>({
	label,
	value,
	segments,
	onValueChange,
	className,
}: SegmentsProps<V>) {
	const group = useRef<HTMLDivElement>(null);
	const tabStop = Math.max(
		0,
		segments.findIndex((segment) => segment.value === value),
	);
	const move = (index: number, step: number) => {
		const next = (index + step + segments.length) % segments.length;
		const segment = segments[next];
		if (segment === undefined) return;
		onValueChange(segment.value);
		group.current?.querySelectorAll<HTMLElement>("[role=radio]")[next]?.focus();
	};
	return (
		<div
			ref={group}
			role="radiogroup"
			aria-label={label}
			className={cx("flex gap-0.5 overflow-x-auto", className)}
		>
			{segments.map((segment, index) => {
				const chosen = segment.value === value;
				const Icon = segment.icon;
				return (
					// biome-ignore lint/a11y/useSemanticElements: a native radio cannot hold the icon and the count
					<button
						key={segment.value}
						type="button"
						role="radio"
						aria-checked={chosen}
						tabIndex={index === tabStop ? 0 : -1}
						onClick={() => onValueChange(segment.value)}
						onKeyDown={(event) => {
							const step = STEP[event.key];
							if (step === undefined) return;
							event.preventDefault();
							event.stopPropagation();
							move(index, step);
						}}
						className={cx(
							"flex h-7 shrink-0 select-none items-center gap-1.5 rounded-md px-2 font-medium text-muted -outline-offset-2 hover:bg-hover hover:text-fg",
							chosen && "bg-slate-soft text-fg hover:bg-slate-soft",
						)}
					>
						{Icon ? (
							<Icon aria-hidden className={cx("size-3.5", TONE_TEXT[segment.tone ?? "neutral"])} />
						) : null}
						{segment.label}
						{segment.count === undefined ? null : (
							<span className={cx("font-normal", chosen ? "text-fg" : "text-faint")}>
								{segment.count.toLocaleString("en")}
							</span>
						)}
					</button>
				);
			})}
		</div>
	);
}
