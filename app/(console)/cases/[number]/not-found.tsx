import { SearchX } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
	return (
		<>
			<PageHeader title="Case not found" before={<BackLink href="/cases" label="All cases" />} />
			<EmptyState
				icon={SearchX}
				title="This case doesn’t exist"
				actions={
					<Link href="/cases" className={buttonClass("primary", "md")}>
						See all cases
					</Link>
				}
			>
				It may belong to a workspace you can’t access, or its escalation was undone before anyone worked on
				it.
			</EmptyState>
		</>
	);
}
