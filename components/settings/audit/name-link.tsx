"use client";

import { TextLink } from "@/components/ui/text-link";
import type { AuditName } from "@/lib/platform/audit/schema";
import { valueText } from "./value-text";

/** Something by its name, with the way to it where there is one. */
export function NameLink({ name, className }: { name: AuditName; className?: string }) {
	const label = <bdi>{valueText(name.label)}</bdi>;
	if (name.href === null) return <span className={className}>{label}</span>;
	return (
		<TextLink href={name.href} onClick={(event) => event.stopPropagation()} className={className}>
			{label}
		</TextLink>
	);
}
