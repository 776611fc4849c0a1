import Link from "next/link";
import type { CaseName } from "@/lib/core/case-name";
import { visibleText } from "@/lib/core/visible-text";

/** The cases that something went into, each a way there. */
export function CaseLinks({ cases }: { cases: readonly CaseName[] }) {
	return (
		<>
			{cases.map(({ id, number, title }, index) => (
				<span key={id}>
					{index === 0 ? "" : ", "}
					<Link href={`/cases/${number}`} prefetch={false} className="text-accent-text hover:underline">
						Case #{number}
					</Link>{" "}
					<bdi>{visibleText(title)}</bdi>
				</span>
			))}
		</>
	);
}
