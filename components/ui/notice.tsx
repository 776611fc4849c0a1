import { CircleAlert, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { TONE_TEXT, type Tone } from "./tone";
import { visibleTitle } from "./visible-title";

export type NoticeKind = "info" | "warning" | "error";

const KIND: Record<NoticeKind, { icon: LucideIcon; tone: Tone; ground: string }> = {
	info: { icon: Info, tone: "blue", ground: "bg-blue-soft" },
	warning: { icon: TriangleAlert, tone: "amber", ground: "bg-amber-soft" },
	error: { icon: CircleAlert, tone: "red", ground: "bg-red-soft" },
};

interface NoticeProps {
	readonly kind?: NoticeKind;
	readonly title: ReactNode;
	readonly children?: ReactNode;
	/** Buttons or links at the end. */
	readonly actions?: ReactNode;
	readonly className?: string | undefined;
	/** Set for something that has just happened, so that it is read out. */
	readonly live?: boolean;
}

/** Something the person should know, in the flow of the page. */
export function Notice({ kind = "info", title, children, actions, className, live = false }: NoticeProps) {
	const { icon: Icon, tone, ground } = KIND[kind];
	return (
		<div
			role={live ? (kind === "error" ? "alert" : "status") : undefined}
			className={cx("flex flex-wrap items-start gap-x-2 gap-y-1 rounded-md px-3 py-2", ground, className)}
		>
			<Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", TONE_TEXT[tone])} />
			<div className="min-w-0 flex-1 basis-48">
				<p className="font-medium">{visibleTitle(title)}</p>
				{children === undefined ? null : <div className="text-fg">{children}</div>}
			</div>
			{actions === undefined ? null : <div className="flex items-center gap-2">{actions}</div>}
		</div>
	);
}
