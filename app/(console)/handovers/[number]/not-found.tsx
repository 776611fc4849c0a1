import { SearchX } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
	return (
		<>
			<PageHeader title="Handover not found" before={<BackLink href="/handovers" label="All handovers" />} />
			<EmptyState
				icon={SearchX}
				title="This handover doesn’t exist"
				actions={
					<Link href="/handovers" className={buttonClass("primary", "md")}>
						See all handovers
					</Link>
				}
			>
				It may be about workspaces you can’t access.
			</EmptyState>
		</>
	);
}
