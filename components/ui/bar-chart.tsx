import { cx } from "./cx";
import type { Tone } from "./tone";

export interface BarPart {
	readonly label: string;
	readonly tone: Tone;
	readonly value: number;
}

export interface Bar {
	/** What it stands for, such as a day. */
	readonly label: string;
	/** From the bottom up. */
	readonly parts: readonly BarPart[];
}

interface BarChartProps {
	/** What the chart shows, read in place of it; the numbers themselves stand in a table beside it. */
	readonly label: string;
	readonly bars: readonly Bar[];
	/** How a value is written. */
	readonly format?: (value: number) => string;
}

const FILL: Record<Tone, string> = {
	neutral: "fill-slate",
	blue: "fill-blue",
	amber: "fill-amber",
	teal: "fill-teal",
	rose: "fill-rose",
	red: "fill-red",
};
const DOT: Record<Tone, string> = {
	neutral: "bg-slate",
	blue: "bg-blue",
	amber: "bg-amber",
	teal: "bg-teal",
	rose: "bg-rose",
	red: "bg-red",
};
const WIDTH = 600;
const HEIGHT = 96;
/** What is not nothing can be seen, in units of the drawing. */
const LEAST = 1.5;

/** Stacked bars over time, with the highest value and the first and last label as its only axes. */
export function BarChart({ label, bars, format = (value) => value.toLocaleString("en") }: BarChartProps) {
	const highest = Math.max(0, ...bars.map(total));
	const step = WIDTH / Math.max(1, bars.length);
	const gap = Math.min(3, step * 0.2);
	const parts = bars[0]?.parts ?? [];
	return (
		<figure className="flex min-w-0 flex-col gap-1">
			<figcaption className="flex flex-wrap items-center justify-between gap-x-3 text-sm">
				<span className="font-medium">{label}</span>
				<span className="flex flex-wrap gap-x-3 text-muted">
					{parts.map((part) => (
						<span key={part.label} className="flex items-center gap-1.5">
							<span aria-hidden className={cx("size-2 rounded-xs", DOT[part.tone])} />
							{part.label}
						</span>
					))}
					<span>most {format(highest)}</span>
				</span>
			</figcaption>
			<svg
				role="img"
				aria-label={`${label}: ${summary(bars, format)}`}
				viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
				preserveAspectRatio="none"
				className="h-24 w-full border-line border-b"
			>
				{bars.map((bar, index) => (
					<g key={bar.label}>
						<title>{`${bar.label}: ${bar.parts.map((part) => `${format(part.value)} ${part.label.toLowerCase()}`).join(", ")}`}</title>
						<rect
							x={index * step}
							y={0}
							width={step}
							height={HEIGHT}
							className="fill-transparent hover:fill-hover"
						/>
						{stack(bar, highest).map(({ part, y, height }) => (
							<rect
								key={part.label}
								x={index * step + gap / 2}
								y={y}
								width={step - gap}
								height={height}
								className={cx("pointer-events-none", FILL[part.tone])}
							/>
						))}
					</g>
				))}
			</svg>
			<p aria-hidden className="flex justify-between text-faint text-xs">
				<span>{bars[0]?.label}</span>
				<span>{bars.length > 1 ? bars.at(-1)?.label : null}</span>
			</p>
		</figure>
	);
}

function total(bar: Bar): number {
	return bar.parts.reduce((sum, part) => sum + part.value, 0);
}

function stack(bar: Bar, highest: number) {
	let top = HEIGHT;
	return bar.parts
		.filter((part) => part.value > 0)
		.map((part) => {
			const height = Math.max(LEAST, (part.value / highest) * (HEIGHT - 2));
			top -= height;
			return { part, y: top, height };
		});
}

function summary(bars: readonly Bar[], format: (value: number) => string): string {
	const highest = bars.reduce<Bar | null>(
		(best, bar) => (best && total(best) >= total(bar) ? best : bar),
		null,
	);
	if (!highest || total(highest) === 0) return "nothing";
	return `the most, ${format(total(highest))}, in ${highest.label}`;
}
