"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import type { LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { visibleText } from "@/lib/core/visible-text";
import { type ButtonSize, type ButtonVariant, buttonClass, ICON_SIZE } from "./button-class";
import { cx } from "./cx";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";

type BaseProps = Omit<ComponentProps<typeof BaseButton>, "className">;

interface ButtonProps extends BaseProps {
	readonly variant?: ButtonVariant | undefined;
	readonly size?: ButtonSize | undefined;
	readonly icon?: LucideIcon | undefined;
	/** Shows a spinner and refuses presses, keeping focus where it is. */
	readonly busy?: boolean | undefined;
	readonly className?: string | undefined;
	readonly children?: ReactNode;
}

export function Button({
	variant = "secondary",
	size = "sm",
	icon: Icon,
	busy = false,
	className,
	children,
	disabled,
	"aria-label": label,
	...props
}: ButtonProps) {
	return (
		<BaseButton
			{...props}
			aria-label={label === undefined ? undefined : visibleText(label)}
			disabled={disabled === true || busy}
			focusableWhenDisabled={busy}
			aria-busy={busy || undefined}
			className={cx(buttonClass(variant, size), className)}
		>
			{busy ? <Spinner /> : Icon ? <Icon aria-hidden className="size-3.5" strokeWidth={2} /> : null}
			{children}
		</BaseButton>
	);
}

interface IconButtonProps extends BaseProps {
	/** Accessible name, also shown as the tooltip. */
	readonly label: string;
	readonly icon: LucideIcon;
	readonly shortcut?: string | undefined;
	readonly variant?: ButtonVariant | undefined;
	readonly size?: ButtonSize | undefined;
	readonly className?: string | undefined;
}

export function IconButton({
	label: given,
	icon: Icon,
	shortcut,
	variant = "ghost",
	size = "sm",
	className,
	...props
}: IconButtonProps) {
	const label = visibleText(given);
	return (
		<Tooltip text={label} shortcut={shortcut}>
			<BaseButton
				{...props}
				aria-label={label}
				className={cx(buttonClass(variant, size), ICON_SIZE[size], "px-0", className)}
			>
				<Icon aria-hidden className="size-4" strokeWidth={1.75} />
			</BaseButton>
		</Tooltip>
	);
}
