"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./button";
import { buttonClass } from "./button-class";
import { cx } from "./cx";

/** Adds toasts from anywhere: `toasts.add({ id, title, description, actionProps })`. */
export const toasts = Toast.createToastManager();

export function ToastProvider({ children }: { children: ReactNode }) {
	return (
		<Toast.Provider toastManager={toasts} limit={3} timeout={6_000}>
			{children}
			<Toast.Portal>
				<Toast.Viewport className="fixed inset-x-3 bottom-18 z-60 mx-auto flex flex-col gap-2 sm:inset-x-auto sm:right-4 sm:bottom-4 sm:w-96">
					<ToastList />
				</Toast.Viewport>
			</Toast.Portal>
		</Toast.Provider>
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
				<Toast.Action className={buttonClass("secondary")} />
				<Toast.Close render={<IconButton label="Dismiss" icon={X} />} />
			</Toast.Content>
		</Toast.Root>
	));
}
