"use client";

import { ArrowDown, ArrowUp, X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input, Textarea } from "@/components/ui/field";
import { TASK_TEXT_LIMIT, TASK_TITLE_LIMIT } from "@/lib/cases/record/rules";
import { DUE_HOURS_LIMIT, type TemplateTask } from "@/lib/cases/templates/rules";

/** A task while it is written; the number is its place on the screen. */
export type Draft = TemplateTask & { readonly number: number };

interface TemplateTaskFieldsProps {
	readonly task: Draft;
	readonly index: number;
	readonly count: number;
	readonly fault: string | undefined;
	readonly onChange: (fields: Partial<TemplateTask>) => void;
	readonly onMove: (step: 1 | -1) => void;
	readonly onRemove: () => void;
}

/** One task of a template. */
export function TemplateTaskFields(props: TemplateTaskFieldsProps) {
	const { task, index, count, fault, onChange, onMove, onRemove } = props;
	const id = `template-task-${task.number}`;
	const name = `Task ${index + 1}`;
	return (
		<li className="flex flex-col gap-1.5 py-2.5">
			<div className="flex items-center gap-1">
				<span className="w-6 shrink-0 text-faint tabular-nums">{index + 1}.</span>
				<Input
					id={id}
					aria-label={`${name}: title`}
					aria-invalid={fault !== undefined}
					aria-describedby={`${id}-fault`}
					placeholder="Title"
					value={task.title}
					maxLength={TASK_TITLE_LIMIT}
					onChange={(event) => onChange({ title: event.target.value })}
				/>
				<IconButton
					label={`${name}: move up`}
					icon={ArrowUp}
					disabled={index === 0}
					onClick={() => onMove(-1)}
				/>
				<IconButton
					label={`${name}: move down`}
					icon={ArrowDown}
					disabled={index === count - 1}
					onClick={() => onMove(1)}
				/>
				<IconButton label={`${name}: remove`} icon={X} disabled={count === 1} onClick={onRemove} />
			</div>
			<p
				id={`${id}-fault`}
				role={fault === undefined ? undefined : "alert"}
				className="ml-7 text-red text-sm empty:hidden"
			>
				{fault}
			</p>
			<div className="ml-7 flex flex-col gap-1.5">
				<Textarea
					aria-label={`${name}: description`}
					placeholder="What to find out or do"
					rows={2}
					value={task.description}
					maxLength={TASK_TEXT_LIMIT}
					onChange={(event) => onChange({ description: event.target.value })}
				/>
				<div className="flex flex-wrap items-center gap-x-6 gap-y-1.5">
					<Checkbox
						id={`${id}-blocking`}
						label="Holds the case open"
						checked={task.blocking}
						onCheckedChange={(blocking) => onChange({ blocking })}
					/>
					<label htmlFor={`${id}-due`} className="flex items-center gap-2">
						Due after
						<Input
							id={`${id}-due`}
							type="number"
							min={1}
							max={DUE_HOURS_LIMIT}
							step={1}
							className="w-20"
							value={task.dueHours ?? ""}
							onChange={(event) =>
								onChange({
									dueHours: event.target.value === "" ? null : Math.trunc(event.target.valueAsNumber),
								})
							}
						/>
						hours
					</label>
				</div>
			</div>
		</li>
	);
}
