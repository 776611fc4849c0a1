"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { visibleText } from "@/lib/core/visible-text";
import { buttonClass } from "./button-class";
import { cx } from "./cx";
import { ScrollArea } from "./scroll-area";
import { visibleTitle } from "./visible-title";

interface DialogProps {
	readonly open: boolean;
	readonly onOpenChange: (open: boolean) => void;
	readonly title: ReactNode;
	readonly description?: ReactNode;
	readonly children?: ReactNode;
	/** Buttons, the main one last. */
	readonly footer?: ReactNode;
	readonly size?: "sm" | "md" | "lg" | undefined;
	readonly initialFocus?: ComponentProps<typeof BaseDialog.Popup>["initialFocus"];
	readonly finalFocus?: ComponentProps<typeof BaseDialog.Popup>["finalFocus"];
}

const WIDTH = { sm: "sm:max-w-sm", md: "sm:max-w-lg", lg: "sm:max-w-3xl" };

/** A modal dialog: centred, a sheet from below on a phone. Mount it while it may be open. */
export function Dialog({
	open,
	onOpenChange,
	title,
	description,
	children,
	footer,
	size = "md",
	initialFocus,
	finalFocus,
}: DialogProps) {
	return (
		<BaseDialog.Root open={open} onOpenChange={onOpenChange}>
			<BaseDialog.Portal>
				<BaseDialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
				<BaseDialog.Popup
					initialFocus={initialFocus}
					finalFocus={finalFocus}
					className={cx(
						"fixed inset-x-0 bottom-0 z-50 flex max-h-[min(90dvh,calc(100dvh-var(--toasts)))] flex-col rounded-t-lg bg-raised shadow-pop outline-none",
						"transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0",
						"sm:top-[12dvh] sm:bottom-auto sm:mx-auto sm:max-h-[76dvh] sm:w-[calc(100vw-3rem)] sm:rounded-lg",
						WIDTH[size],
					)}
				>
					<div className="flex items-start gap-3 px-4 pt-3.5 pb-1">
						<div className="min-w-0 flex-1">
							<BaseDialog.Title className="font-semibold text-lg">{visibleTitle(title)}</BaseDialog.Title>
							{description === undefined ? null : (
								<BaseDialog.Description className="mt-0.5 text-muted">{description}</BaseDialog.Description>
							)}
						</div>
						<BaseDialog.Close
							aria-label="Close"
							className={cx(buttonClass("ghost"), "-mt-0.5 -mr-1.5 size-7 px-0")}
						>
							<X aria-hidden className="size-4" strokeWidth={1.75} />
						</BaseDialog.Close>
					</div>
					<ScrollArea className="min-h-0 flex-1 overflow-y-auto px-4 py-2">{children}</ScrollArea>
					{footer === undefined ? null : (
						<div className="flex flex-wrap items-center justify-end gap-2 px-4 pt-2 pb-4">{footer}</div>
					)}
				</BaseDialog.Popup>
			</BaseDialog.Portal>
		</BaseDialog.Root>
	);
}

interface SheetProps {
	readonly open: boolean;
	readonly onOpenChange: (open: boolean) => void;
	/** Accessible name. */
	readonly label: string;
	readonly children: ReactNode;
	/** Let the page's shortcuts work while the sheet is open. */
	readonly shortcuts?: boolean;
	readonly initialFocus?: ComponentProps<typeof BaseDialog.Popup>["initialFocus"];
}

/** A dialog that takes the whole screen, or the right side of a wider one; its content brings its own header. */
export function Sheet({ open, onOpenChange, label, children, shortcuts = false, initialFocus }: SheetProps) {
	return (
		<BaseDialog.Root open={open} onOpenChange={onOpenChange}>
			<BaseDialog.Portal>
				<BaseDialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
				<BaseDialog.Popup
					initialFocus={initialFocus}
					aria-label={visibleText(label)}
					data-shortcuts={shortcuts ? "page" : undefined}
					className="fixed inset-y-0 right-0 z-50 max-sm:top-(--toasts) flex w-full flex-col bg-canvas shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0 sm:max-w-120"
				>
					{children}
				</BaseDialog.Popup>
			</BaseDialog.Portal>
		</BaseDialog.Root>
	);
}
