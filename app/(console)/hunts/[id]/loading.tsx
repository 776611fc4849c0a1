import { PageHeader } from "@/components/parts/page/page-header";
import { HuntSkeleton } from "@/components/triage/hunts/hunt-skeleton";
import { BackLink } from "@/components/ui/back-link";

export default function Loading() {
	return (
		<>
			<PageHeader title="Hunt" before={<BackLink href="/hunts" label="All hunts" />} />
			<HuntSkeleton />
		</>
	);
}
