import { FileX } from "lucide-react";
import { placeName } from "@/components/ui/problem-notice";
import { Section } from "@/components/ui/section";
import type { RefusedHunt } from "@/lib/hunts/schema";

/** Files of the catalogue that are no hunt, each with its reason and where in the file it is. */
export function RefusedHunts({ refused }: { refused: readonly RefusedHunt[] }) {
	if (refused.length === 0) return null;
	return (
		<Section title={refused.length === 1 ? "1 file is not used" : `${refused.length} files are not used`}>
			<ul className="divide-y border-y">
				{refused.map(({ file, reason, places }) => (
					<li key={file} className="flex gap-2 py-2">
						<FileX aria-hidden className="mt-0.5 size-4 shrink-0 text-amber" strokeWidth={1.75} />
						<div className="min-w-0">
							<p className="break-words">
								<code className="font-medium">{file}</code>
							</p>
							<p className="break-words">{reason}</p>
							<ul className="text-muted text-sm">
								{places.map(({ message, file: _, ...place }) => {
									const where = placeName(place);
									return where === "" ? null : (
										<li key={`${where} ${message}`} className="break-words">
											{where}: {message}
										</li>
									);
								})}
							</ul>
						</div>
					</li>
				))}
			</ul>
		</Section>
	);
}
