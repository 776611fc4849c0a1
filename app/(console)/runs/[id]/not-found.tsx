import { SearchX } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
	return (
		<>
			<PageHeader title="Run not found" before={<BackLink href="/hunts" label="All hunts" />} />
			<EmptyState
				icon={SearchX}
				title="This run doesn’t exist"
				actions={
					<Link href="/hunts" className={buttonClass("primary", "md")}>
						See all hunts
					</Link>
				}
			>
				The address may be mistyped. Find runs on the hunt’s page.
			</EmptyState>
		</>
	);
}
