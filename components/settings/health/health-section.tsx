import { cx } from "@/components/ui/cx";
import { Section } from "@/components/ui/section";
import { LookMark } from "@/components/ui/tag";
import { TextLink } from "@/components/ui/text-link";
import { TONE_TEXT } from "@/components/ui/tone";
import type { Check, Section as HealthSectionData } from "@/lib/operations/health/rules";
import { LEVEL } from "./level";
import { RemedyText } from "./remedy-text";

/** What was found out about one workspace, or about the installation. */
export function HealthSection({ section }: { section: HealthSectionData }) {
	return (
		<Section title={section.title} actions={<LookMark look={LEVEL[section.level]} />}>
			{section.kind === "sentinel" ? (
				<p className="mb-1.5 break-all text-muted text-sm">
					Workspace <code>{section.id}</code>
				</p>
			) : null}
			<ul aria-label={section.title} className="divide-y rounded-md border">
				{section.checks.map((check) => (
					<CheckLine key={check.id} check={check} />
				))}
			</ul>
		</Section>
	);
}

function CheckLine({ check: { title, level, says, remedy, link } }: { check: Check }) {
	const { icon: Icon, tone, label } = LEVEL[level];
	return (
		<li className="flex gap-2 px-3 py-1.5">
			<Icon role="img" aria-label={label} className={cx("mt-0.5 size-4 shrink-0", TONE_TEXT[tone])} />
			<div className="grid min-w-0 flex-1 gap-x-4 sm:grid-cols-[15rem_minmax(0,1fr)]">
				<p className="break-words font-medium">{title}</p>
				<div className="min-w-0 break-words">
					<p className={level === "ok" ? "text-muted" : undefined}>{says}</p>
					{remedy === null ? null : (
						<p className="text-muted">
							<RemedyText text={remedy} />
						</p>
					)}
					{link === undefined ? null : <TextLink href={link.href}>{link.label}</TextLink>}
				</div>
			</div>
		</li>
	);
}
