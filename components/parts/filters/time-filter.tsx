"use client";

import { useState } from "react";
import { usePreferences } from "@/components/client/preferences";
import { fieldValue, instantInZone } from "@/components/client/time-format";
import { TimeField } from "@/components/parts/form/fields";
import { Form } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Popover } from "@/components/ui/popover";
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
	const instant = (time: string) => (time === "" ? null : instantInZone(time, zone));
	const form = useForm({
		id: "range",
		values: () => ({ from: localValue(from, zone), to: localValue(to, zone) }),
		check: (values) => {
			const [first, until] = [instant(values.from), instant(values.to)];
			const wrong = first !== null && until !== null && first >= until;
			return { to: wrong ? "The end must be later than the start." : null };
		},
		send: async (values) => ({
			from: instant(values.from)?.toISOString() ?? null,
			to: instant(values.to)?.toISOString() ?? null,
		}),
		onSent: onApply,
	});
	return (
		<Form form={form} submit="Apply" className="gap-2 border-t p-3">
			<TimeField field={form.field("from")} label="From" />
			<TimeField field={form.field("to")} label="Until, not included" hint={`In ${zone}`} />
			<Button type="submit" variant="primary">
				Apply
			</Button>
		</Form>
	);
}

function localValue(instant: string | undefined, zone: string): string {
	return instant === undefined ? "" : fieldValue(new Date(instant), zone);
}
