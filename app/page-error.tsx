"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export interface PageErrorProps {
	readonly error: Error & { digest?: string };
	readonly retry: () => void;
}

/** What a page did not expect. In production the message stays on the server; its digest names it. */
export function PageError({ error, retry }: PageErrorProps) {
	return (
		<EmptyState
			icon={TriangleAlert}
			title="This page could not be shown"
			actions={
				<Button variant="primary" size="md" icon={RotateCw} onClick={retry}>
					Try again
				</Button>
			}
		>
			<p>Your saved work is safe. If this keeps happening, check the server’s log.</p>
			{error.digest === undefined ? null : (
				<p className="mt-1 text-sm">
					Reference <code>{error.digest}</code>
				</p>
			)}
		</EmptyState>
	);
}
