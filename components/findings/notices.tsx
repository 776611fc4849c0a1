"use client";

import Link from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { HuntSummary } from "@/lib/triage/catalogue/schema";
import type { IgnoredParam } from "./url";

/** What the address holds and the page does not understand, by name. */
export function IgnoredNotice({ ignored }: { ignored: readonly IgnoredParam[] }) {
	const router = useRouter();
	const pathname = usePathname();
	const search = useSearchParams();
	if (ignored.length === 0) return null;
	const remove = () => {
		const kept = new URLSearchParams(search);
		for (const { param } of ignored) kept.delete(param);
		router.replace(kept.size === 0 ? pathname : `${pathname}?${kept}`, { scroll: false });
	};
	return (
		<Notice
			kind="warning"
			live
			title="Part of the address was not understood and is ignored"
			className="mx-3 mb-2 sm:mx-4"
			actions={<Button onClick={remove}>Remove it</Button>}
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
export function RunNotice({
	hunts,
	shown,
}: {
	hunts: readonly HuntSummary[];
	/** Ids of those that the list is limited to. */
	shown: readonly string[] | undefined;
}) {
	const wrong = hunts.filter(
		({ id, lastRun }) =>
			(shown === undefined || shown.includes(id)) &&
			(lastRun?.status === "partial" || lastRun?.status === "failed"),
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
