import { visibleProse } from "@/lib/core/visible-text";

/** A person's own words, with their line breaks. */
export function Note({ text }: { text: string }) {
	return <p className="whitespace-pre-wrap break-words">{visibleProse(text)}</p>;
}
