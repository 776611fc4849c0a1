"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "./button";
import { buttonClass } from "./button-class";
import { cx } from "./cx";

/** Adds toasts from anywhere: `toasts.add({ id, title, description, actionProps })`. */
export const toasts = Toast.createToastManager();

/** Says in a toast that something failed, and why. @param title such as "The run was not cancelled" */
export function toastProblem(title: string, error: Error): void {
	toasts.add({ type: "error", title, description: error.message });
}

export function ToastProvider({ children }: { children: ReactNode }) {
	return (
		<Toast.Provider toastManager={toasts} limit={3} timeout={6_000}>
			{children}
			<Toast.Portal>
				<ToastViewport />
			</Toast.Portal>
		</Toast.Provider>
	);
}

/**
 * Where toasts are. A phone has no corner to spare: there they stand on top, and what `--toasts` (their height) says to
 * moves down, so that they cover nothing.
 */
function ToastViewport() {
	const { toasts: shown } = Toast.useToastManager();
	const viewport = useRef<HTMLDivElement>(null);
	const any = shown.length > 0;
	useEffect(() => {
		const element = viewport.current;
		if (element === null || !any) return;
		const root = document.documentElement.style;
		const observer = new ResizeObserver(() => root.setProperty("--toasts", `${element.offsetHeight}px`));
		observer.observe(element);
		return () => {
			observer.disconnect();
			root.removeProperty("--toasts");
		};
	}, [any]);
	return (
		<Toast.Viewport
			ref={viewport}
			className={cx(
				"fixed inset-x-0 top-0 z-60 flex flex-col gap-2 px-3 sm:inset-x-auto sm:top-auto sm:right-4 sm:bottom-4 sm:w-96 sm:px-0",
				any && "max-sm:pt-[max(0.375rem,env(safe-area-inset-top))] max-sm:pb-1.5",
			)}
		>
			<ToastList />
		</Toast.Viewport>
	);
}

function ToastList() {
	const { toasts: shown } = Toast.useToastManager();
	return shown.map((toast) => (
		<Toast.Root
			key={toast.id}
			toast={toast}
			// A toast is a dialog to assistive technology, but the page stays in use beside it.
			data-shortcuts="page"
			className={cx(
				"rounded-md bg-raised shadow-pop transition-opacity duration-150",
				"data-limited:hidden data-ending-style:opacity-0 data-starting-style:opacity-0",
				toast.type === "error" && "border-red border-l-2",
			)}
		>
			<Toast.Content className="flex items-center gap-3 py-1.5 pr-1.5 pl-3">
				<div className="min-w-0 flex-1">
					<Toast.Title className="font-medium" />
					<Toast.Description className="text-muted" />
				</div>
				<Toast.Action className={cx(buttonClass("secondary"), "max-sm:h-11 max-sm:px-4")} />
				<Toast.Close render={<IconButton label="Dismiss" icon={X} className="max-sm:size-11" />} />
			</Toast.Content>
		</Toast.Root>
	));
}
