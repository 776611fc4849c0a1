import { SearchX } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
	return (
		<>
			<PageHeader title="No such hunt" before={<BackLink href="/hunts" label="All hunts" />} />
			<EmptyState
				icon={SearchX}
				title="The catalogue has no such hunt"
				actions={
					<Link href="/hunts" className={buttonClass("primary", "md")}>
						See all hunts
					</Link>
				}
			>
				Its file may be gone from <code>hunts/</code>, or have an error: files with errors are listed with the
				hunts. What it found is kept.
			</EmptyState>
		</>
	);
}
