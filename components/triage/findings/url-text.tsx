"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { defang } from "@/lib/core/defang";

/** A URL to look at: defanged, never a link, with its copies side by side. */
export function UrlText({ url, copies = false }: { url: string; copies?: boolean }) {
	return (
		<div className="flex flex-col gap-1.5">
			<code className="break-all text-sm">{defang(url)}</code>
			{copies ? (
				<div className="flex flex-wrap gap-1.5">
					<CopyButton text={defang(url)} label="Copy defanged" />
					<CopyButton text={url} label="Copy original" />
				</div>
			) : null}
		</div>
	);
}
