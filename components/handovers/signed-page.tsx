"use client";

import { Printer } from "lucide-react";
import { PageHeader } from "@/components/shell/page-header";
import { BackLink } from "@/components/ui/back-link";
import { Button } from "@/components/ui/button";
import { PageBody } from "@/components/ui/page-body";
import type { HandoverDetail } from "@/lib/handovers/schema";
import { DocumentView } from "./document-view";
import { HandoverHeader } from "./handover-header";
import { handoverTitle } from "./title";

/** What was signed, to read. */
export function SignedPage({ of }: { of: HandoverDetail }) {
	return (
		<>
			<PageHeader
				title={handoverTitle(of)}
				before={<BackLink href="/handovers" label="All handovers" />}
				actions={
					<Button icon={Printer} onClick={() => window.print()}>
						Print
					</Button>
				}
			/>
			<PageBody className="handover max-w-5xl">
				<HandoverHeader of={of} />
				<DocumentView document={of.document} />
			</PageBody>
		</>
	);
}
