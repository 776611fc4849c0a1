import { Repeat } from "lucide-react";
import { Tag } from "@/components/ui/tag";
import { plural } from "@/lib/core/plural";
import { isCarriedTooLong, LOOK_BACK } from "@/lib/handovers/handovers/review-rules";

/** For how many shifts an item has been handed on; it stands out from three on. Nothing for what is new. */
export function CarriedTag({ times }: { times: number }) {
	if (times === 0) return null;
	const text = `Carried over ${times >= LOOK_BACK ? "at least " : ""}${plural(times, "shift")}`;
	if (!isCarriedTooLong(times)) return <span className="text-muted">{text}</span>;
	return (
		<Tag tone="rose">
			<Repeat aria-hidden className="size-3" />
			{text}
		</Tag>
	);
}
