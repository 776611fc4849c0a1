"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { request } from "@/components/client/api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { CASE_LIMITS } from "@/lib/cases/record/rules";
import { CASE_SEVERITIES, type CaseSeverity } from "@/lib/core/case-status";
import { CASE_SEVERITY } from "./looks";

/** Creates a case that no finding has led to. */
export function NewCase({ onClose }: { onClose: () => void }) {
	const router = useRouter();
	const [title, setTitle] = useState("");
	const [severity, setSeverity] = useState<CaseSeverity>("medium");
	const create = useMutation({
		mutationFn: () => request<CaseDetail>("/api/cases", { method: "POST", json: { title, severity } }),
		onSuccess: ({ number }) => router.push(`/cases/${number}`),
	});
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title="New case"
			description="It gets the playbook’s tasks. Escalate findings into it from triage."
			footer={
				<>
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="new-case" busy={create.isPending}>
						Create case
					</Button>
				</>
			}
		>
			<form
				id="new-case"
				className="flex flex-col gap-3"
				onSubmit={(event) => {
					event.preventDefault();
					create.mutate();
				}}
			>
				<Field id="new-case-title" label="Title">
					<Input
						id="new-case-title"
						required
						maxLength={CASE_LIMITS.title}
						value={title}
						onChange={(event) => setTitle(event.target.value)}
					/>
				</Field>
				<Field id="new-case-severity" label="Severity">
					<Select
						id="new-case-severity"
						label="Severity"
						value={severity}
						onValueChange={setSeverity}
						options={CASE_SEVERITIES.toReversed().map((value) => ({
							value,
							label: CASE_SEVERITY[value].label,
						}))}
					/>
				</Field>
				{create.isError ? <ProblemNotice error={create.error} title="The case was not created" /> : null}
			</form>
		</Dialog>
	);
}
