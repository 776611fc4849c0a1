import type { ReactNode } from "react";
import { toasts } from "@/components/ui/toast";

interface DecisionToast {
	readonly title: string;
	readonly description?: ReactNode;
	/** Offered as a button while the toast is up. */
	readonly undo?: () => void;
	/** Stays until it is dismissed. */
	readonly failed?: boolean;
}

/** Shows how the last decision went; there is only ever one such toast, and each one replaces all of the last. */
export function decisionToast({ title, description, undo, failed = false }: DecisionToast): void {
	toasts.add({
		id: "decision",
		type: failed ? "error" : "done",
		timeout: failed ? 0 : 6_000,
		title,
		description,
		actionProps: undo === undefined ? undefined : { children: "Undo", onClick: undo },
	});
}
