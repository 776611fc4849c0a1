import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { TONE_SOFT, TONE_TEXT, type Tone } from "./tone";

/** How a state is called and drawn; each kind of state has a table of these. */
export interface Look {
	readonly label: string;
	readonly icon: LucideIcon;
	readonly tone: Tone;
}

/** A word with a quiet ground, such as a threat type. */
export function Tag({
	tone = "neutral",
	className,
	children,
}: {
	tone?: Tone;
	className?: string | undefined;
	children: ReactNode;
}) {
	return (
		<span
			className={cx(
				"inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs",
				TONE_SOFT[tone],
				className,
			)}
		>
			{children}
		</span>
	);
}

/** An icon with its word in a tone: how a status is written everywhere. */
export function Mark({
	icon: Icon,
	tone = "neutral",
	className,
	children,
}: {
	icon: LucideIcon;
	tone?: Tone;
	className?: string | undefined;
	children: ReactNode;
}) {
	return (
		<span className={cx("inline-flex min-w-0 max-w-full items-center gap-1.5 whitespace-nowrap", className)}>
			<Icon aria-hidden className={cx("size-3.5 shrink-0", TONE_TEXT[tone])} strokeWidth={2} />
			<span className="truncate">{children}</span>
		</span>
	);
}

/** A state as its table has it. */
export function LookMark({ look, className }: { look: Look; className?: string | undefined }) {
	return (
		<Mark icon={look.icon} tone={look.tone} className={className}>
			{look.label}
		</Mark>
	);
}
