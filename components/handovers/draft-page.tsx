"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { PageHeader } from "@/components/shell/page-header";
import { BackLink } from "@/components/ui/back-link";
import { PageBody } from "@/components/ui/page-body";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { HandoverDetail } from "@/lib/handovers/schema";
import { DocumentView } from "./document-view";
import { HandoverHeader } from "./handover-header";
import { SignButton } from "./sign-button";
import { handoverTitle } from "./title";

interface DraftPageProps {
	readonly of: HandoverDetail;
	readonly query: Pick<UseQueryResult, "isError" | "error" | "refetch" | "isFetching">;
}

/** A draft: it writes itself from the data, and the outgoing lead says the rest. */
export function DraftPage({ of, query }: DraftPageProps) {
	return (
		<>
			<PageHeader
				title={handoverTitle(of)}
				before={<BackLink href="/handovers" label="All handovers" />}
				actions={<SignButton of={of} />}
			/>
			<PageBody className="handover max-w-5xl">
				{query.isError ? (
					<ProblemNotice
						error={query.error}
						title="This draft may be out of date"
						onRetry={() => void query.refetch()}
						retrying={query.isFetching}
					/>
				) : null}
				<HandoverHeader of={of} />
				<DocumentView document={of.document} />
			</PageBody>
		</>
	);
}
