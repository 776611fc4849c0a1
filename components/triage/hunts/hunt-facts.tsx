"use client";

import { Fact, Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { visibleText } from "@/lib/core/visible-text";
import type { HuntDetail } from "@/lib/triage/catalogue/schema";
import { AttackLinks } from "./attack-links";
import { TableStates } from "./table-states";

/** What there is to know of a hunt beside its query. */
export function HuntFacts({ hunt }: { hunt: HuntDetail }) {
	return (
		<div className="flex flex-col gap-5">
			<Section title="Required tables">
				<TableStates tables={hunt.tables} />
			</Section>
			<Section title="About">
				<Facts className="grid-cols-[6rem_minmax(0,1fr)]">
					<Fact name="Tactics">{hunt.tactics.length > 0 ? <AttackLinks items={hunt.tactics} /> : null}</Fact>
					<Fact name="Techniques">
						{hunt.techniques.length > 0 ? <AttackLinks items={hunt.techniques} /> : null}
					</Fact>
					<Fact name="Connectors">{hunt.connectors.join(", ")}</Fact>
					<Fact name="Workspace">
						{hunt.workspace.name}
						{hunt.workspace.sample ? " (sample data)" : null}
					</Fact>
					<Fact name="Version">{hunt.version}</Fact>
					<Fact name="File">
						<code className="break-all">{visibleText(hunt.file)}</code>
					</Fact>
				</Facts>
			</Section>
			<Section title="False positives">
				{hunt.falsePositives.length === 0 ? (
					<p className="text-muted">The hunt’s file doesn’t mention false positives.</p>
				) : (
					<ul className="flex list-disc flex-col gap-1.5 pl-4 marker:text-faint">
						{hunt.falsePositives.map((text) => (
							<li key={text}>{text}</li>
						))}
					</ul>
				)}
			</Section>
		</div>
	);
}
