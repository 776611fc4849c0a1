import { PageHeader } from "@/components/shell/page-header";
import { PageBody } from "@/components/ui/page-body";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { WorkspaceTables } from "@/components/workspace/workspace-tables";

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
