"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { HuntSummary } from "@/lib/hunts/schema";
import type { IgnoredParam, TriageParam } from "./url";
import { TRIAGE_PARAMS } from "./url";
import type { SetTriageUrl, UrlPatch } from "./use-triage-url";

/** What the address holds and the page does not understand, by name. */
export function IgnoredNotice({
	ignored,
	setUrl,
}: {
	ignored: readonly IgnoredParam[];
	setUrl: SetTriageUrl;
}) {
	if (ignored.length === 0) return null;
	const known = ignored.filter((one): one is IgnoredParam & { param: TriageParam } =>
		TRIAGE_PARAMS.some((param) => param === one.param),
	);
	return (
		<Notice
			kind="warning"
			live
			title="Part of the address was not understood and is ignored"
			className="mx-3 mb-2 sm:mx-4"
			actions={
				known.length === ignored.length ? (
					<Button
						onClick={() =>
							setUrl(Object.fromEntries(known.map((one) => [one.param, null])) as UrlPatch, "replace")
						}
					>
						Remove it
					</Button>
				) : undefined
			}
		>
			<ul>
				{ignored.map((one) => (
					<li key={one.param}>
						<code>{one.param}</code>: {one.message}
					</li>
				))}
			</ul>
		</Notice>
	);
}

/** Hunts whose last run did not see everything: what is listed may not be all there is. */
export function RunNotice({ hunts, hunt }: { hunts: readonly HuntSummary[]; hunt: string | undefined }) {
	const wrong = hunts.filter(
		({ id, lastRun }) =>
			(hunt === undefined || hunt === id) && (lastRun?.status === "partial" || lastRun?.status === "failed"),
	);
	return wrong.map(({ id, name, lastRun }) => (
		<Notice
			key={id}
			kind="warning"
			title={
				lastRun?.status === "partial"
					? `The last run of “${name}” saw only a part`
					: `The last run of “${name}” failed`
			}
			className="mx-3 mb-2 sm:mx-4"
			actions={
				<Link
					href={`/hunts/${encodeURIComponent(id)}`}
					prefetch={false}
					className="text-accent-text hover:underline"
				>
					See the run
				</Link>
			}
		>
			{lastRun?.problem?.message ?? "Findings may be missing here."}
		</Notice>
	));
}
