"use client";

import { useState } from "react";
import { usePreferences } from "@/components/client/preferences";
import { fieldValue, instantInZone } from "@/components/client/time-format";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Field } from "@/components/ui/field";
import { Popover } from "@/components/ui/popover";
import { TimeInput } from "@/components/ui/time-input";
import { FilterButton } from "./choice-filter";
import { LAST, type Last } from "./url-params";

interface TimeFilterProps {
	/** Accessible name of its popup. */
	readonly label?: string;
	readonly last: Last | null;
	readonly from: string | undefined;
	readonly to: string | undefined;
	readonly onChange: (range: { last: Last | null; from: string | null; to: string | null }) => void;
}

export const LAST_LABEL: Record<Last, string> = {
	"24h": "Last 24 hours",
	"3d": "Last 3 days",
	"7d": "Last 7 days",
	"30d": "Last 30 days",
	"90d": "Last 90 days",
};

/** The range of event times: one that moves with the clock, or fixed bounds in the zone times are shown in. */
export function TimeFilter({ label = "Event time", last, from, to, onChange }: TimeFilterProps) {
	const [open, setOpen] = useState(false);
	const active = last !== null || from !== undefined || to !== undefined;
	return (
		<Popover
			label={label}
			open={open}
			onOpenChange={setOpen}
			trigger={<FilterButton label="Time" count={active ? 1 : 0} />}
			className="w-72"
		>
			<div className="flex flex-col p-1">
				{(Object.keys(LAST) as Last[]).map((preset) => (
					<button
						key={preset}
						type="button"
						aria-pressed={preset === last}
						onClick={() => {
							setOpen(false);
							onChange({ last: preset === last ? null : preset, from: null, to: null });
						}}
						className={cx(
							"flex h-8 items-center rounded-sm px-2 text-left -outline-offset-2 hover:bg-hover",
							preset === last && "bg-slate-soft font-medium",
						)}
					>
						{LAST_LABEL[preset]}
					</button>
				))}
			</div>
			<FixedRange
				key={`${from} ${to}`}
				from={from}
				to={to}
				onApply={(range) => {
					setOpen(false);
					onChange({ last: null, ...range });
				}}
			/>
		</Popover>
	);
}

interface FixedRangeProps {
	readonly from: string | undefined;
	readonly to: string | undefined;
	readonly onApply: (range: { from: string | null; to: string | null }) => void;
}

function FixedRange({ from, to, onApply }: FixedRangeProps) {
	const { zone } = usePreferences();
	const [start, setStart] = useState(() => localValue(from, zone));
	const [end, setEnd] = useState(() => localValue(to, zone));
	const [problem, setProblem] = useState<string | null>(null);
	const apply = () => {
		const first = start === "" ? null : instantInZone(start, zone);
		const until = end === "" ? null : instantInZone(end, zone);
		if (first !== null && until !== null && first >= until) {
			setProblem("The end must be later than the start.");
			return;
		}
		onApply({ from: first?.toISOString() ?? null, to: until?.toISOString() ?? null });
	};
	return (
		<form
			noValidate
			className="flex flex-col gap-2 border-t p-3"
			onSubmit={(event) => {
				event.preventDefault();
				apply();
			}}
		>
			<Field id="range-from" label="From">
				<TimeInput id="range-from" value={start} onValueChange={setStart} />
			</Field>
			<Field id="range-to" label="Until, not included" error={problem} hint={`In ${zone}`}>
				<TimeInput
					id="range-to"
					value={end}
					onValueChange={setEnd}
					aria-describedby="range-to-hint"
					aria-invalid={problem !== null}
				/>
			</Field>
			<Button type="submit" variant="primary">
				Apply
			</Button>
		</form>
	);
}

function localValue(instant: string | undefined, zone: string): string {
	return instant === undefined ? "" : fieldValue(new Date(instant), zone);
}
