import { cx } from "./cx";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md";

const VARIANT: Record<ButtonVariant, string> = {
	primary: "bg-accent text-accent-fg hover:bg-accent-hover",
	secondary:
		"border border-line-strong bg-raised text-fg hover:bg-hover data-popup-open:bg-hover data-pressed:bg-hover",
	ghost: "text-muted hover:bg-hover hover:text-fg data-popup-open:bg-hover data-popup-open:text-fg",
	danger: "border border-line-strong bg-raised text-red hover:bg-red-soft",
};
const SIZE: Record<ButtonSize, string> = {
	sm: "h-7 gap-1.5 px-2 text-sm",
	md: "h-8 gap-1.5 px-3 text-base",
};
export const ICON_SIZE: Record<ButtonSize, string> = { sm: "size-7", md: "size-8" };

/** The looks of a button, for links that act like one. */
export function buttonClass(variant: ButtonVariant = "secondary", size: ButtonSize = "sm"): string {
	return cx(
		"inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium",
		"disabled:pointer-events-none disabled:opacity-50 data-disabled:pointer-events-none data-disabled:opacity-50",
		VARIANT[variant],
		SIZE[size],
	);
}
