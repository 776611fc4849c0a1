"use client";

import { ArrowRightLeft } from "lucide-react";
import { OpenDraftButton } from "@/components/handovers/handovers/open-draft-button";
import { AwaitingSection } from "@/components/handovers/read-back/awaiting";
import { PastHandovers } from "@/components/handovers/review/past-handovers";
import { PageHeader } from "@/components/parts/page/page-header";
import { EmptyState } from "@/components/ui/empty-state";

/** The handovers there are, and the way to the next. */
export function HandoversPage() {
	return (
		<>
			<PageHeader title="Handovers" actions={<OpenDraftButton />} />
			<AwaitingSection className="shrink-0 px-3 pt-3 sm:px-4" />
			<PastHandovers
				none={
					<EmptyState icon={ArrowRightLeft} title="Hand over the shift">
						The draft fills itself from what happened since the last handover, and stays live until you sign
						it.
					</EmptyState>
				}
			/>
		</>
	);
}
