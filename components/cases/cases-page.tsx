"use client";

import Link from "next/link";
import { PageHeader } from "@/components/shell/page-header";
import { PageBody } from "@/components/ui/page-body";
import type { CasePage } from "@/lib/cases/schema";

/** The cases there are. */
export function CasesPage({ initial }: { initial: CasePage | null }) {
	return (
		<>
			<PageHeader title="Cases" />
			<PageBody>
				<ul>
					{initial?.items.map((each) => (
						<li key={each.id}>
							<Link href={`/cases/${each.number}`} prefetch={false}>
								#{each.number} <bdi>{each.title}</bdi>
							</Link>
						</li>
					))}
				</ul>
			</PageBody>
		</>
	);
}
