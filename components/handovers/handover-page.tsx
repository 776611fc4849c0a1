"use client";

import type { HandoverDetail } from "@/lib/handovers/handovers/schema";
import { DraftPage } from "./draft-page";
import { useHandover } from "./queries";
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
