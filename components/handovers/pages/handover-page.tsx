"use client";

import { DraftPage } from "@/components/handovers/handovers/draft-page";
import { useHandover } from "@/components/handovers/handovers/queries";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";
import { SignedPage } from "./signed-page";

/** A handover: a draft to be finished, or what was signed. */
export function HandoverPage({ initial }: { initial: HandoverDetail }) {
	const query = useHandover(initial);
	return query.data.status === "draft" ? (
		<DraftPage of={query.data} query={query} />
	) : (
		<SignedPage of={query.data} />
	);
}
