import { SearchX } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
	return (
		<>
			<PageHeader title="No such run" before={<BackLink href="/hunts" label="All hunts" />} />
			<EmptyState
				icon={SearchX}
				title="There is no run with this id"
				actions={
					<Link href="/hunts" className={buttonClass("primary", "md")}>
						See all hunts
					</Link>
				}
			>
				The address may be mistyped. A hunt’s page lists its runs.
			</EmptyState>
		</>
	);
}
