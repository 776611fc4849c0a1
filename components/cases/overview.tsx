"use client";

import { Fact, Facts } from "@/components/ui/facts";
import { PageBody } from "@/components/ui/page-body";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { CaseDetail } from "@/lib/cases/schema";
import { visibleProse } from "@/lib/visible-text";

/** What is known and supposed, what is next, and the case's fields. */
export function Overview({ of }: { of: CaseDetail }) {
	return (
		<PageBody>
			<Section title="Next action">
				<p>{of.nextAction === null ? "None yet" : visibleProse(of.nextAction)}</p>
			</Section>
			<Section title="Fields">
				<Facts>
					<Fact name="Workspace">{of.workspaceName}</Fact>
					<Fact name="Begun">
						<Time value={of.createdAt} form="minutes" /> by <bdi>{of.createdBy}</bdi>
					</Fact>
				</Facts>
			</Section>
		</PageBody>
	);
}
