import { LookMark, Mark, Tag } from "@/components/ui/tag";
import type { Tlp } from "@/lib/cases/record/rules";
import type { CaseSeverity, CaseStatus } from "@/lib/core/case-status";
import { CASE_SEVERITY, CASE_STATUS, CLASSIFICATION, TLP_LOOK } from "./looks";

/** Where a case stands; a closed one with how it was closed. */
export function StatusMark({
	status,
	classification = null,
}: {
	status: CaseStatus;
	classification?: keyof typeof CLASSIFICATION | null;
}) {
	const { label, icon, tone } = CASE_STATUS[status];
	return (
		<Mark icon={icon} tone={tone}>
			{classification === null ? label : `${label}: ${CLASSIFICATION[classification].toLowerCase()}`}
		</Mark>
	);
}

export function SeverityMark({ severity }: { severity: CaseSeverity }) {
	return <LookMark look={CASE_SEVERITY[severity]} />;
}

export function TlpTag({ tlp }: { tlp: Tlp }) {
	const { label, tone } = TLP_LOOK[tlp];
	return <Tag tone={tone}>{label}</Tag>;
}
