import { HuntSkeleton } from "@/components/hunts/hunt-skeleton";
import { PageHeader } from "@/components/shell/page-header";
import { BackLink } from "@/components/ui/back-link";

export default function Loading() {
	return (
		<>
			<PageHeader title="Hunt" before={<BackLink href="/hunts" label="All hunts" />} />
			<HuntSkeleton />
		</>
	);
}
