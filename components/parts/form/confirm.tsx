"use client";

import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";

interface ConfirmProps {
	readonly title: string;
	readonly confirm: string;
	readonly danger?: boolean;
	readonly problemTitle: string;
	readonly act: () => Promise<void>;
	readonly onClose: () => void;
	readonly children: ReactNode;
}

/** Asks before something that cannot simply be done again, and stays open when it fails. */
export function Confirm({
	title,
	confirm,
	danger = false,
	problemTitle,
	act,
	onClose,
	children,
}: ConfirmProps) {
	const action = useMutation({ mutationFn: act });
	return (
		<Dialog
			open
			size="sm"
			onOpenChange={(open) => !open && onClose()}
			title={title}
			footer={
				<>
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button
						size="md"
						variant={danger ? "danger" : "primary"}
						busy={action.isPending}
						onClick={() => action.mutate()}
					>
						{confirm}
					</Button>
				</>
			}
		>
			<p>{children}</p>
			{action.isError ? <ProblemNotice error={action.error} title={problemTitle} className="mt-3" /> : null}
		</Dialog>
	);
}
