"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import type { IgnoredParam } from "@/components/parts/filters/url-params";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

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
