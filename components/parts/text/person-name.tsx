import { CircleDashed } from "lucide-react";
import { visibleText } from "@/lib/core/visible-text";
import type { PersonRef } from "@/lib/triage/findings/schema";

/** Who did it; a name that nobody has proved carries a mark. */
export function PersonName({ person }: { person: PersonRef }) {
	return (
		<span className="inline-flex min-w-0 items-center gap-1">
			<bdi className="truncate">{visibleText(person.name)}</bdi>
			{person.verified ? null : (
				<span
					title="Unverified: a name chosen without signing in"
					className="inline-flex shrink-0 text-faint"
				>
					<CircleDashed aria-hidden className="size-3" />
					<span className="sr-only">unverified</span>
				</span>
			)}
			{person.linkedTo === undefined ? null : (
				<span className="truncate text-muted">
					(<bdi>{person.linkedTo.name}</bdi>)
				</span>
			)}
		</span>
	);
}
