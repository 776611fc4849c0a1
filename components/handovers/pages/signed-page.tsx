"use client";

import { ClipboardCheck, Presentation, Printer } from "lucide-react";
import Link from "next/link";
import { DocumentView } from "@/components/handovers/handovers/document-view";
import { HandoverHeader } from "@/components/handovers/handovers/handover-header";
import { handoverTitle } from "@/components/handovers/handovers/title";
import { CarriedTag } from "@/components/handovers/read-back/carried-tag";
import { DifferenceSection } from "@/components/handovers/read-back/difference-section";
import { HandoverExportMenu } from "@/components/handovers/read-back/handover-export-menu";
import { ItemRecord } from "@/components/handovers/read-back/item-record";
import { useDifference, useReadBack } from "@/components/handovers/read-back/queries";
import { ReadBackRecord } from "@/components/handovers/read-back/record";
import { StateNotice } from "@/components/handovers/read-back/state-notice";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { cx } from "@/components/ui/cx";
import { PageBody } from "@/components/ui/page-body";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";

/** What was signed, to read. */
export function SignedPage({ of }: { of: HandoverDetail }) {
	const query = useReadBack(of.id);
	const times = new Map(useDifference(of.id).data?.carried.map((one) => [one.key, one.times]));
	const { number } = of;
	const reads = query.data?.status === "signed" && query.data.refusal === null;
	return (
		<>
			<PageHeader
				title={handoverTitle(of)}
				before={<BackLink href="/handovers" label="All handovers" />}
				actions={
					<>
						<HandoverExportMenu handoverId={of.id} />
						<Button variant="ghost" icon={Printer} aria-label="Print" onClick={() => window.print()}>
							<span className="max-sm:sr-only">Print</span>
						</Button>
						<Link
							href={`/handovers/${number}/wall`}
							prefetch={false}
							className={cx(buttonClass("ghost"), "max-sm:hidden")}
						>
							<Presentation aria-hidden className="size-3.5" />
							Wall
						</Link>
						<Link
							href={`/handovers/${number}/read-back`}
							prefetch={false}
							className={buttonClass(reads ? "primary" : "secondary")}
						>
							<ClipboardCheck aria-hidden className="size-3.5" />
							{reads ? "Read back" : "Review items"}
						</Link>
					</>
				}
			/>
			<PageBody className="handover max-w-5xl">
				<HandoverHeader of={of} />
				{query.data === undefined ? null : <StateNotice readBack={query.data} />}
				<DocumentView
					document={of.document}
					beside={({ item }) => <CarriedTag times={times.get(item) ?? 0} />}
					below={({ item }) => <ItemRecord readBack={query.data} item={item} />}
				/>
				<DifferenceSection handoverId={of.id} />
				<ReadBackRecord query={query} />
			</PageBody>
		</>
	);
}
