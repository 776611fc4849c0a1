import { type Given, progressOf } from "@/lib/handovers/handovers/read-back-rules";

/** How far a read-back is, in one line. */
export function ProgressLine({ items, answers }: { items: readonly string[]; answers: readonly Given[] }) {
	const { accepted, asked, declined } = progressOf(items, answers);
	const answered = accepted + asked + declined;
	const parts = [
		`${answered} of ${items.length} answered`,
		...(asked > 0 ? [`${asked} asked`] : []),
		...(declined > 0 ? [`${declined} declined`] : []),
	];
	return (
		<p aria-live="polite" className="px-3 pb-2 text-muted text-sm">
			{parts.join(" · ")}
		</p>
	);
}
