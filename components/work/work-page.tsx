"use client";

import { useMay } from "@/components/client/me";
import { AwaitingSection } from "@/components/handovers/read-back/awaiting";
import { PageHeader } from "@/components/parts/page/page-header";
import { RefusedPage } from "@/components/parts/page/refusal";
import { PageBody } from "@/components/ui/page-body";
import { InboxSection } from "./inbox-section";
import { OpenWork } from "./open-work";

/** What is mine: what I must do, what waits, and what I was told. */
export function WorkPage() {
	const own = useMay("inbox.own");
	return (
		<>
			<PageHeader title="My work" />
			{own ? (
				<PageBody className="grid max-w-none gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
					<AwaitingSection className="lg:col-span-2" />
					<OpenWork />
					<InboxSection />
				</PageBody>
			) : (
				<RefusedPage permission="inbox.own" title="You have no work of your own here" />
			)}
		</>
	);
}
