import { PageHeader } from "@/components/parts/page/page-header";
import { WorkspaceTables } from "@/components/triage/workspace/workspace-tables";
import { PageBody } from "@/components/ui/page-body";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
	return (
		<>
			<PageHeader title="Workspace" />
			<PageBody>
				<div role="status" aria-busy="true" aria-label="Loading" className="flex flex-col gap-2">
					<Skeleton className="h-4 w-48" />
					<Skeleton className="w-2/3" />
				</div>
				<Section title="Tables">
					<WorkspaceTables workspace={undefined} />
				</Section>
			</PageBody>
		</>
	);
}
