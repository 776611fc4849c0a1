"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { PageHeader } from "@/components/parts/page/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** What a page did not expect, inside the shell, so that the other pages stay one press away. */
export default function ConsoleError({
	error,
	retry,
}: {
	error: Error & { digest?: string };
	retry: () => void;
}) {
	return (
		<>
			<PageHeader title="Something went wrong" />
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
		</>
	);
}
