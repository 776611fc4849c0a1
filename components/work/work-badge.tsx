"use client";

import { cx } from "@/components/ui/cx";
import { useWorkCount } from "./queries";

/** How much of one's own is unread or overdue, beside its entry in the navigation. */
export function WorkBadge() {
	const { data } = useWorkCount();
	const count = data === undefined ? 0 : data.unread + data.overdue;
	if (data === undefined || count === 0) return null;
	const words = [
		data.unread === 0 ? null : `${data.unread} unread`,
		data.overdue === 0 ? null : `${data.overdue} overdue`,
	].filter((part) => part !== null);
	return (
		<span
			title={words.join(", ")}
			className={cx(
				"absolute top-0.5 left-1/2 ml-1.5 min-w-4 rounded-full px-1 text-center font-semibold text-[0.625rem] leading-4",
				data.overdue > 0 ? "bg-red text-canvas" : "bg-accent text-accent-fg",
			)}
		>
			{count > 99 ? "99+" : count}
			<span className="sr-only"> ({words.join(", ")})</span>
		</span>
	);
}
