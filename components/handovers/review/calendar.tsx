"use client";

import { ChevronLeft, ChevronRight, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { usePreferences } from "@/components/client/preferences";
import { timeParts } from "@/components/client/time-format";
import { Button, IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { QueryProblem } from "@/components/ui/query-problem";
import { Segments } from "@/components/ui/segments";
import { TONE_TEXT } from "@/components/ui/tone";
import type { HandoverCalendarDto, PastHandover } from "@/lib/handovers/review/schema";
import { type CalendarDay, calendarDays, stepped, today } from "./calendar-days";
import { standing } from "./looks";
import { useCalendar } from "./queries";

interface CalendarProps {
	readonly span: "month" | "week";
	/** A date within what is shown. */
	readonly anchor: string;
	readonly onChange: (change: { span?: "month" | "week"; date?: string }) => void;
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Handovers by the day their window ends on, in the zone that times are shown in, and time without one. */
export function HandoverCalendar({ span, anchor, onChange }: CalendarProps) {
	const { zone } = usePreferences();
	const days = calendarDays(span, anchor, zone);
	const from = days[0]?.from ?? new Date(0);
	const to = days.at(-1)?.to ?? new Date(0);
	const query = useCalendar(from, to, true);
	const now = today(new Date(), zone);
	return (
		<div className="flex flex-col gap-2 px-3 sm:px-4">
			<div className="flex flex-wrap items-center gap-2">
				<h2 className="mr-2 min-w-36 font-semibold">{title(span, anchor, days)}</h2>
				<IconButton
					label={span === "month" ? "The month before" : "The week before"}
					icon={ChevronLeft}
					onClick={() => onChange({ date: stepped(span, anchor, -1) })}
				/>
				<Button onClick={() => onChange({ date: now })}>Today</Button>
				<IconButton
					label={span === "month" ? "The month after" : "The week after"}
					icon={ChevronRight}
					onClick={() => onChange({ date: stepped(span, anchor, 1) })}
				/>
				<Segments
					label="Span"
					value={span}
					segments={[
						{ value: "month", label: "Month" },
						{ value: "week", label: "Week" },
					]}
					onValueChange={(next) => onChange({ span: next })}
					className="ml-auto"
				/>
			</div>
			<QueryProblem query={query} title="The calendar could not be loaded" stale="It may be out of date" />
			<div aria-hidden className="grid grid-cols-7 gap-px text-muted text-sm max-sm:hidden">
				{WEEKDAYS.map((name) => (
					<span key={name} className="px-1.5">
						{name}
					</span>
				))}
			</div>
			<ol
				aria-busy={query.isPending}
				aria-label={title(span, anchor, days)}
				className="grid grid-cols-7 gap-px overflow-hidden rounded-md border bg-line max-sm:grid-cols-1"
			>
				{days.map((day) => (
					<Day
						key={day.date}
						day={day}
						isToday={day.date === now}
						tall={span === "week"}
						zone={zone}
						data={query.data}
					/>
				))}
			</ol>
		</div>
	);
}

interface DayProps {
	readonly day: CalendarDay;
	readonly isToday: boolean;
	readonly tall: boolean;
	readonly zone: string;
	/** Undefined while not known. */
	readonly data: HandoverCalendarDto | undefined;
}

function Day({ day, isToday, tall, zone, data }: DayProps) {
	const here = (iso: string) => Date.parse(iso) >= day.from.getTime() && Date.parse(iso) < day.to.getTime();
	const handovers = data?.handovers.filter(({ windowTo }) => here(windowTo)) ?? [];
	const gaps = data?.gaps.filter(
		(gap) => Date.parse(gap.from) < day.to.getTime() && Date.parse(gap.to) > day.from.getTime(),
	);
	const empty = handovers.length === 0 && (gaps?.length ?? 0) === 0;
	return (
		<li
			aria-current={isToday ? "date" : undefined}
			className={cx(
				"flex min-w-0 flex-col gap-1 bg-canvas p-1.5",
				tall ? "sm:min-h-64" : "sm:min-h-24",
				!day.inside && "bg-surface",
				empty && "max-sm:hidden",
			)}
		>
			<time
				dateTime={day.date}
				className={cx(
					"self-start rounded-sm px-1 text-sm",
					day.inside ? "text-muted" : "text-faint",
					isToday && "bg-accent font-medium text-accent-fg",
				)}
			>
				<span className="max-sm:hidden">{Number(day.date.slice(8))}</span>
				<span className="sm:hidden">{day.date}</span>
			</time>
			{handovers.map((handover) => (
				<Entry key={handover.id} handover={handover} zone={zone} />
			))}
			{gaps?.map((gap) => (
				<p key={gap.from} className="flex items-start gap-1 px-1 text-rose text-sm">
					<TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
					<span>
						No handover, {clockWithin(gap.from, day, zone)}–{clockWithin(gap.to, day, zone)}
					</span>
				</p>
			))}
		</li>
	);
}

function Entry({ handover, zone }: { handover: PastHandover; zone: string }) {
	const { icon: Icon, label, tone } = standing(handover);
	return (
		<Link
			href={`/handovers/${handover.number}`}
			prefetch={false}
			className="flex min-w-0 items-start gap-1 rounded-sm px-1 py-0.5 text-sm hover:bg-hover"
		>
			<Icon aria-label={label} className={cx("mt-0.5 size-3.5 shrink-0", TONE_TEXT[tone])} />
			<span className="min-w-0">
				<span className="block truncate font-medium">
					{timeParts(new Date(handover.windowTo), zone).time.slice(0, 5)}{" "}
					<bdi>{handover.shift || `Handover ${handover.number}`}</bdi>
				</span>
				<bdi className="block truncate text-muted">
					{handover.outgoing} → {handover.incoming ?? "awaited"}
				</bdi>
			</span>
		</Link>
	);
}

/** The time of day, or the day's own beginning or end where it lies outside. */
function clockWithin(iso: string, day: CalendarDay, zone: string): string {
	const at = Date.parse(iso);
	if (at <= day.from.getTime()) return "00:00";
	return at >= day.to.getTime() ? "24:00" : timeParts(new Date(at), zone).time.slice(0, 5);
}

function title(span: "month" | "week", anchor: string, days: readonly CalendarDay[]): string {
	if (span === "week") return `${days[0]?.date ?? ""} – ${days.at(-1)?.date ?? ""}`;
	const at = new Date(`${anchor.slice(0, 7)}-01T00:00:00Z`);
	return new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" }).format(at);
}
