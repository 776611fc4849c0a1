import type { EntityKind } from "@/lib/cases/record/rules";
import { refang } from "@/lib/core/search-words";

/** How an entity of a kind is compared with others: without letter case, but for the path of a URL. */
export function entityKey(kind: EntityKind, value: string): string {
	const text = refang(value.trim());
	if (kind !== "url") return text.toLowerCase();
	const match = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)(.*)$/is.exec(text);
	return match ? `${(match[1] ?? "").toLowerCase()}${match[2] ?? ""}` : text;
}
