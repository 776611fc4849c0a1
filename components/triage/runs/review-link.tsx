"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { request } from "@/components/client/api";
import { buttonClass } from "@/components/ui/button-class";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import type { FindingFacets } from "@/lib/triage/findings/schema";

interface ReviewLinkProps {
	readonly run: RunSummary;
	/** `secondary` where the page has another main action. */
	readonly variant: "primary" | "secondary";
}

/**
 * The way on from a finished run: the findings it saw that still wait for somebody. They are counted again, since
 * some may be decided by now, and one seen again may still be waiting from an earlier run.
 */
export function ReviewLink({ run, variant }: ReviewLinkProps) {
	const { data: facets } = useQuery({
		queryKey: ["findings", "facets", "run", run.id],
		queryFn: ({ signal }) => request<FindingFacets>(`/api/findings/facets?run=${run.id}`, { signal }),
		enabled: run.status === "succeeded" || run.status === "partial",
	});
	if (facets === undefined) return null;
	const { status } = facets;
	const open = status.new + status.changed;
	const onlyNew = status.changed === 0 && status.new === run.findings.new;
	if (open === 0) {
		const total = Object.values(status).reduce((sum, value) => sum + value, 0);
		if (total === 0) return null;
		return (
			<Link href={`/findings?run=${run.id}&status=all`} prefetch={false} className={buttonClass("secondary")}>
				All decided: see its findings
				<ArrowRight aria-hidden className="size-3.5" />
			</Link>
		);
	}
	return (
		<Link
			href={`/findings?run=${run.id}${onlyNew ? "&status=new" : ""}`}
			prefetch={false}
			className={buttonClass(variant)}
		>
			Review {open.toLocaleString("en")} {onlyNew ? "new" : "open"} {open === 1 ? "finding" : "findings"}
			<ArrowRight aria-hidden className="size-3.5" />
		</Link>
	);
}
