import { SearchX } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
	return (
		<>
			<PageHeader title="Hunt not found" before={<BackLink href="/hunts" label="All hunts" />} />
			<EmptyState
				icon={SearchX}
				title="This hunt doesn’t exist"
				actions={
					<Link href="/hunts" className={buttonClass("primary", "md")}>
						See all hunts
					</Link>
				}
			>
				Its file may have been removed from <code>hunts/</code>, or may have an error: the Hunts page lists
				files with errors. Its findings are kept.
			</EmptyState>
		</>
	);
}
