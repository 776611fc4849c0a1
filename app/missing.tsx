import { SearchX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";

interface Thing {
	/** Where to look for another one: `/cases`. */
	readonly list: "cases" | "handovers" | "hunts";
	/** Why an address may name none. */
	readonly why: ReactNode;
}

const THINGS = {
	Case: {
		list: "cases",
		why: "It may belong to a workspace you can’t access, or its escalation was undone before anyone worked on it.",
	},
	Handover: { list: "handovers", why: "It may be about workspaces you can’t access." },
	Hunt: {
		list: "hunts",
		why: (
			<>
				Its file may have been removed from <code>hunts/</code>, or may have an error: the Hunts page lists
				files with errors. Its findings are kept.
			</>
		),
	},
	Run: { list: "hunts", why: "The address may be mistyped. Find runs on the hunt’s page." },
} satisfies Record<string, Thing>;

/** The page of an address that names nothing. */
export function Missing({ what }: { readonly what: keyof typeof THINGS }) {
	const { list, why } = THINGS[what];
	return (
		<>
			<PageHeader title={`${what} not found`} before={<BackLink href={`/${list}`} label={`All ${list}`} />} />
			<EmptyState
				icon={SearchX}
				title={`This ${what.toLowerCase()} doesn’t exist`}
				actions={
					<Link href={`/${list}`} className={buttonClass("primary", "md")}>
						See all {list}
					</Link>
				}
			>
				{why}
			</EmptyState>
		</>
	);
}
