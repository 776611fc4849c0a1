"use client";

import { TextareaField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { TASK_TEXT_LIMIT } from "@/lib/cases/record/rules";
import type { TaskDto } from "@/lib/cases/tasks/answers";
import { outcomeProblem } from "@/lib/cases/tasks/rules";
import { visibleText } from "@/lib/core/visible-text";
import { TaskChanged } from "./task-changed";
import type { Change } from "./use-task-changes";

interface FinishDialogProps {
	/** As it was when the dialog opened. */
	readonly task: TaskDto;
	/** Current. */
	readonly current: TaskDto | undefined;
	readonly status: "done" | "skipped";
	readonly onChange: (change: Change) => Promise<boolean>;
	readonly onClose: () => void;
}

/** Asks what came of a task, or why it does not apply. */
export function FinishDialog({ task, current, status, onChange, onClose }: FinishDialogProps) {
	const skipped = status === "skipped";
	const missing = (outcome: string) => outcomeProblem({ ...task, status, outcome });
	const form = useForm({
		id: "task",
		values: () => ({ outcome: task.outcome }),
		check: ({ outcome }) => ({ outcome: missing(outcome)?.message }),
		send: ({ outcome }) => onChange({ status, outcome }),
		onSent: onClose,
	});
	const optional = missing(form.values.outcome) === null && !skipped && !task.blocking;
	return (
		<FormDialog
			form={form}
			title={skipped ? "Skip the task" : "Finish the task"}
			description={visibleText(task.title)}
			submit={skipped ? "Skip" : "Done"}
			failed="The task was not changed"
			className="gap-3"
			onClose={onClose}
		>
			<TaskChanged seen={task} current={current} />
			<TextareaField
				field={form.field("outcome")}
				label={skipped ? "Why it does not apply" : "Outcome"}
				hint={optional ? "Optional." : "Ctrl+Enter saves."}
				rows={4}
				maxLength={TASK_TEXT_LIMIT}
			/>
		</FormDialog>
	);
}
