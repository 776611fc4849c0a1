"use client";

import { useRouter } from "next/navigation";
import { request } from "@/components/client/api";
import { SelectField, TextField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { CASE_LIMITS } from "@/lib/cases/record/rules";
import { CASE_SEVERITIES, type CaseSeverity } from "@/lib/core/case-status";
import { CASE_SEVERITY } from "./looks";

/** Creates a case that no finding has led to. */
export function NewCase({ onClose }: { onClose: () => void }) {
	const router = useRouter();
	const form = useForm({
		id: "new-case",
		values: (): { title: string; severity: CaseSeverity } => ({ title: "", severity: "medium" }),
		check: ({ title }) => ({ title: title.trim() === "" ? "Enter a title." : null }),
		send: (json) => request<CaseDetail>("/api/cases", { method: "POST", json }),
		onSent: ({ number }) => router.push(`/cases/${number}`),
	});
	return (
		<FormDialog
			form={form}
			title="New case"
			description="It gets the playbook’s tasks. Escalate findings into it from triage."
			submit="Create case"
			failed="The case was not created"
			className="gap-3"
			onClose={onClose}
		>
			<TextField field={form.field("title")} label="Title" maxLength={CASE_LIMITS.title} />
			<SelectField
				field={form.field("severity")}
				label="Severity"
				options={CASE_SEVERITIES.toReversed().map((value) => ({ value, label: CASE_SEVERITY[value].label }))}
			/>
		</FormDialog>
	);
}
