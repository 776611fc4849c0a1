import { ExternalLink } from "lucide-react";
import { Tag } from "@/components/ui/tag";
import type { Attack } from "@/lib/triage/catalogue/schema";

/** Tactics or techniques; those that ATT&CK knows lead there. */
export function AttackLinks({ items }: { items: readonly Attack[] }) {
	return (
		<ul className="flex flex-col gap-0.5">
			{items.map((attack) => (
				<li key={attack.id ?? attack.name}>
					{attack.url === null ? (
						<span title="Not a name of MITRE ATT&CK">{attack.name}</span>
					) : (
						<a
							href={attack.url}
							target="_blank"
							rel="noreferrer"
							className="inline-flex items-center gap-1 text-accent-text hover:underline"
						>
							{attackText(attack)}
							<ExternalLink aria-hidden className="size-3" />
							<span className="sr-only">(MITRE ATT&CK, opens a new tab)</span>
						</a>
					)}
				</li>
			))}
		</ul>
	);
}

/** As many tags as a cell has room for. */
const TAGS_SHOWN = 2;

/** The same in a table, without the links. */
export function AttackTags({ items }: { items: readonly Attack[] }) {
	return (
		<span className="flex gap-1 overflow-hidden" title={items.map(attackText).join(", ")}>
			{items.slice(0, TAGS_SHOWN).map((attack) => (
				<Tag key={attack.id ?? attack.name}>{attack.name}</Tag>
			))}
			{items.length > TAGS_SHOWN ? (
				<span className="text-muted text-sm">and {items.length - TAGS_SHOWN} more</span>
			) : null}
		</span>
	);
}

function attackText({ id, name }: Attack): string {
	return id === null || id === name ? name : `${name} (${id})`;
}
