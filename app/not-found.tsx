import { SearchX } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
	return (
		<main className="flex min-h-dvh flex-col justify-center">
			<h1 className="sr-only">Page not found</h1>
			<EmptyState
				icon={SearchX}
				title="This page doesn’t exist"
				actions={
					<Link href="/findings" className={buttonClass("primary", "md")}>
						Go to the findings
					</Link>
				}
			>
				The address may be mistyped, or the page was removed.
			</EmptyState>
		</main>
	);
}
