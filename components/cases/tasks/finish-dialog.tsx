"use client";

import { useRef, useState } from "react";
import { ApiProblem } from "@/components/client/api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
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
	const [outcome, setOutcome] = useState(task.outcome);
	const [tried, setTried] = useState(false);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<unknown>(null);
	const field = useRef<HTMLTextAreaElement>(null);
	const skipped = status === "skipped";
	const missing = outcomeProblem({ ...task, status, outcome });
	const placed = problem instanceof ApiProblem ? problem.places[0]?.message : undefined;
	const save = async () => {
		setTried(true);
		if (missing !== null) return field.current?.focus();
		setBusy(true);
		setProblem(null);
		try {
			if (await onChange({ status, outcome })) onClose();
		} catch (error) {
			setProblem(error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={skipped ? "Skip the task" : "Finish the task"}
			description={visibleText(task.title)}
			initialFocus={field}
			footer={
				<>
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="finish-task" busy={busy}>
						{skipped ? "Skip" : "Done"}
					</Button>
				</>
			}
		>
			<form
				id="finish-task"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy) void save();
				}}
				className="flex flex-col gap-3"
			>
				<TaskChanged seen={task} current={current} />
				<Field
					id="task-outcome"
					label={skipped ? "Why it does not apply" : "Outcome"}
					hint={missing === null && !skipped && !task.blocking ? "Optional." : "Ctrl+Enter saves."}
					error={tried && missing !== null ? missing.message : placed}
				>
					<Textarea
						ref={field}
						id="task-outcome"
						rows={4}
						value={outcome}
						maxLength={TASK_TEXT_LIMIT}
						aria-describedby="task-outcome-hint"
						aria-invalid={tried && missing !== null}
						onChange={(event) => setOutcome(event.target.value)}
						onKeyDown={(event) => {
							if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || busy) return;
							event.preventDefault();
							void save();
						}}
					/>
				</Field>
				{problem !== null && placed === undefined ? (
					<ProblemNotice error={problem} title="The task was not changed" />
				) : null}
			</form>
		</Dialog>
	);
}
