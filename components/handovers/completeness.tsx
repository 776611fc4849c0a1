import { Notice } from "@/components/ui/notice";
import type { HandoverDetail } from "@/lib/handovers/schema";
import { itemAnchor } from "./document-view";
import { listed, MISSING_TEXT } from "./looks";

/** What keeps the draft from being signed, each line leading to its place. */
export function Completeness({ blocking }: Pick<HandoverDetail, "blocking">) {
	if (blocking.length === 0) return <Notice title="Nothing is missing: it can be signed" />;
	return (
		<Notice
			kind="warning"
			title={
				blocking.length === 1
					? "Before signing, one item needs something"
					: `Before signing, ${blocking.length} items need something`
			}
		>
			<ul className="mt-1 flex max-h-56 flex-col gap-0.5 overflow-y-auto">
				{blocking.map(({ item, title, missing }) => (
					<li key={item}>
						<a
							href={`#${itemAnchor(item)}`}
							className="font-medium hover:underline"
							onClick={() => document.getElementById(itemAnchor(item))?.focus()}
						>
							<bdi>{title}</bdi>
						</a>
						: no {listed(missing.map((one) => MISSING_TEXT[one]))}
					</li>
				))}
			</ul>
			<p className="mt-1 text-muted">Add what is missing, or say why it is handed over without.</p>
		</Notice>
	);
}
