import { FileX } from "lucide-react";
import { placeName } from "@/components/ui/problem-notice";
import { Section } from "@/components/ui/section";
import { visibleProse, visibleText } from "@/lib/core/visible-text";
import type { RefusedHunt } from "@/lib/triage/catalogue/schema";

/** Files of the catalogue that are no hunt, each with its reason and where in the file it is. */
export function RefusedHunts({ refused, total }: { refused: readonly RefusedHunt[]; total: number }) {
	if (total === 0) return null;
	return (
		<Section title={total === 1 ? "1 file is not used" : `${total.toLocaleString("en")} files are not used`}>
			<ul className="divide-y border-y">
				{refused.map((hunt) => (
					<Refused key={hunt.file} hunt={hunt} />
				))}
			</ul>
			{refused.length < total ? (
				<p className="mt-2 text-muted">The first {refused.length.toLocaleString("en")} are listed.</p>
			) : null}
		</Section>
	);
}

function Refused({ hunt: { file, reason, places } }: { hunt: RefusedHunt }) {
	// The file is named above its reason already.
	const [first, ...others] = places.map(({ file: _, message, ...place }) => ({
		where: placeName(place),
		message,
	}));
	return (
		<li className="flex gap-2 py-2">
			<FileX aria-hidden className="mt-0.5 size-4 shrink-0 text-amber" strokeWidth={1.75} />
			<div className="min-w-0 break-words">
				<p>
					<code className="mr-3 font-medium">{visibleText(file)}</code>
					<span className="text-muted text-sm">{first?.where}</span>
				</p>
				<p>{visibleProse(sentence(file, reason))}</p>
				{others.length === 0 ? null : (
					<ul className="text-muted">
						{others.map(({ where, message }) => (
							<li key={`${where} ${message}`}>
								<span className="text-sm">{where}</span> {visibleProse(message)}
							</li>
						))}
					</ul>
				)}
			</div>
		</li>
	);
}

/** The reason without the file's name, which its beginning repeats. */
function sentence(file: string, reason: string): string {
	const prefix = `${file} is not used: `;
	const rest = reason.startsWith(prefix) ? reason.slice(prefix.length) : reason;
	return rest.charAt(0).toUpperCase() + rest.slice(1);
}
