import { HuntTable } from "@/components/hunts/hunts-page";
import { PageHeader } from "@/components/shell/page-header";

export default function Loading() {
	return (
		<>
			<PageHeader title="Hunts" />
			<HuntTable hunts={undefined} />
		</>
	);
}
