import { SearchX } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
	return (
		<>
			<PageHeader title="No such case" before={<BackLink href="/cases" label="All cases" />} />
			<EmptyState
				icon={SearchX}
				title="There is no such case"
				actions={
					<Link href="/cases" className={buttonClass("primary", "md")}>
						See all cases
					</Link>
				}
			>
				It may be of a workspace that is not one of yours, or its escalation was undone before anybody worked
				on it.
			</EmptyState>
		</>
	);
}
