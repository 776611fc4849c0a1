"use client";

import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { ArrowRightLeft, Clock, Hourglass, ListChecks } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Menu, MenuGroup, MenuItem } from "@/components/ui/menu";
import { Mark, Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { CaseSummary } from "@/lib/cases/cases/schema";
import { mayMove } from "@/lib/cases/record/rules";
import { CASE_STATUSES, type CaseStatus } from "@/lib/core/case-status";
import { plural } from "@/lib/core/plural";
import { visibleText } from "@/lib/core/visible-text";
import type { Arrow } from "./board-rules";
import { CaseClock } from "./case-clock";
import { SeverityMark } from "./case-marks";
import { CASE_STATUS } from "./looks";

interface BoardCardProps {
	readonly of: CaseSummary;
	readonly tabStop: boolean;
	readonly movable: boolean;
	readonly onFocus: () => void;
	readonly onArrow: (arrow: Arrow) => void;
	readonly onMove: (to: CaseStatus) => void;
}

/** A case on the board. */
export function BoardCard({ of, tabStop, movable, onFocus, onArrow, onMove }: BoardCardProps) {
	const router = useRouter();
	const card = useRef<HTMLLIElement>(null);
	const mover = useRef<HTMLSpanElement>(null);
	const [dragged, setDragged] = useState(false);
	const latest = useRef(of);
	latest.current = of;
	useEffect(() => {
		if (card.current === null || !movable) return;
		return draggable({
			element: card.current,
			getInitialData: () => ({ status: latest.current.status, of: latest.current }),
			onDragStart: () => setDragged(true),
			onDrop: () => setDragged(false),
		});
	}, [movable]);
	const onKeyDown = (event: React.KeyboardEvent) => {
		if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key.startsWith("Arrow")) onArrow(event.key as Arrow);
		else if (event.key === "Enter") router.push(`/cases/${of.number}`);
		else if (event.key.toLowerCase() === "m" && movable) mover.current?.querySelector("button")?.click();
		else return;
		event.preventDefault();
	};
	return (
		<li
			ref={card}
			data-case={of.id}
			tabIndex={tabStop ? 0 : -1}
			aria-label={`#${of.number} ${visibleText(of.title)}, ${CASE_STATUS[of.status].label}`}
			aria-keyshortcuts="Enter M"
			onFocus={onFocus}
			onKeyDown={onKeyDown}
			className={cx(
				// A card out of sight is not laid out: there may be hundreds.
				"flex cursor-default flex-col gap-1 rounded-md border [contain-intrinsic-size:auto_5rem] [content-visibility:auto] bg-raised px-2.5 py-2 text-sm hover:border-line-strong",
				dragged && "opacity-50",
			)}
		>
			<span className="flex items-start gap-1.5">
				<Link
					href={`/cases/${of.number}`}
					prefetch={false}
					tabIndex={-1}
					draggable={false}
					className="min-w-0 flex-1 text-pretty break-words font-medium hover:underline"
				>
					<span className="font-normal text-muted">#{of.number}</span> <bdi>{visibleText(of.title)}</bdi>
				</Link>
				{movable ? (
					<span ref={mover} className="-mt-1 -mr-1.5">
						<Menu
							align="end"
							trigger={<IconButton label={`Move #${of.number}`} icon={ArrowRightLeft} tabIndex={-1} />}
						>
							<MenuGroup label="Move to">
								{CASE_STATUSES.filter((status) => mayMove(of.status, status)).map((status) => (
									<MenuItem key={status} icon={CASE_STATUS[status].icon} onClick={() => onMove(status)}>
										{CASE_STATUS[status].label}
									</MenuItem>
								))}
							</MenuGroup>
						</Menu>
					</span>
				) : null}
			</span>
			<span className="flex flex-wrap items-center gap-x-3 gap-y-1">
				<SeverityMark severity={of.severity} />
				<span className={of.owner === null ? "text-faint" : "text-muted"}>
					{of.owner?.name ?? "Unassigned"}
				</span>
				<span className="text-muted">{plural(of.findings, "finding")}</span>
				{of.tasks.open === 0 ? null : (
					<Mark icon={ListChecks} className="text-muted">
						{of.tasks.open} open
					</Mark>
				)}
				<CaseClock clocks={of.clocks} />
			</span>
			{of.waitingFor === null ? null : (
				<Mark icon={Hourglass} tone="amber">
					Waiting for {visibleText(of.waitingFor)}
				</Mark>
			)}
			{of.nextAction === null || of.status === "closed" ? null : (
				<span className="flex min-w-0 gap-1.5 text-muted">
					<Clock aria-hidden className="mt-0.5 size-3.5 shrink-0" />
					<span className="min-w-0 truncate">
						{visibleText(of.nextAction)}
						{of.nextActionAt === null ? null : (
							<>
								{" "}
								<Time value={of.nextActionAt} form="brief" />
							</>
						)}
					</span>
				</span>
			)}
			{of.sample || of.tags.length > 0 ? (
				<span className="flex flex-wrap gap-1">
					{of.sample ? <Tag tone="amber">Sample data</Tag> : null}
					{of.tags.slice(0, 3).map((tag) => (
						<Tag key={tag}>{visibleText(tag)}</Tag>
					))}
				</span>
			) : null}
		</li>
	);
}
