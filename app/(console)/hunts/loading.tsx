import { PageHeader } from "@/components/parts/page/page-header";
import { HuntTable } from "@/components/triage/hunt-pages/hunts-page";

export default function Loading() {
	return (
		<>
			<PageHeader title="Hunts" />
			<HuntTable hunts={undefined} />
		</>
	);
}
