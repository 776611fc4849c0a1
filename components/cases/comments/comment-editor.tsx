"use client";

import { type Ref, useState } from "react";
import { useCasePeople } from "@/components/cases/cases/queries";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Segments } from "@/components/ui/segments";
import { COMMENT_LIMIT, mentionsIn, type Named } from "@/lib/cases/comments/rules";
import { Markdown } from "./markdown";
import { MentionTextarea } from "./mention-textarea";

interface CommentEditorProps {
	readonly id: string;
	readonly label: string;
	readonly submit: string;
	readonly value: string;
	/** People that the text already mentions, who may not be offered any more. */
	readonly mentioned?: readonly Named[];
	readonly ref?: Ref<HTMLTextAreaElement>;
	readonly onChange: (value: string) => void;
	/** Saves; what it throws is shown. */
	readonly onSave: (body: string, mentions: string[]) => Promise<void>;
	readonly onCancel?: () => void;
}

const NOBODY: readonly Named[] = [];

/** Where a comment is written: Markdown, with a look at what becomes of it. */
export function CommentEditor(props: CommentEditorProps) {
	const { id, label, submit, value, mentioned = NOBODY, ref, onChange, onSave, onCancel } = props;
	const people = useCasePeople();
	const [view, setView] = useState<"write" | "preview">("write");
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<unknown>(null);
	const known = [
		...(people.data ?? []),
		...mentioned.filter(({ id: one }) => !people.data?.some((p) => p.id === one)),
	];
	const named = mentionsIn(value, known);
	const empty = value.trim() === "";
	const save = async () => {
		if (empty || busy) return;
		setBusy(true);
		setProblem(null);
		try {
			await onSave(
				value,
				named.map((person) => person.id),
			);
			setView("write");
		} catch (error) {
			setProblem(error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<form
			aria-label={label}
			onSubmit={(event) => {
				event.preventDefault();
				void save();
			}}
			className="flex flex-col gap-1.5"
		>
			<Segments
				label="View of the comment"
				value={view}
				onValueChange={setView}
				segments={[
					{ value: "write", label: "Write" },
					{ value: "preview", label: "Preview" },
				]}
			/>
			{view === "write" ? (
				<>
					<label htmlFor={id} className="sr-only">
						{label}
					</label>
					<MentionTextarea
						{...(ref === undefined ? {} : { ref })}
						id={id}
						value={value}
						maxLength={COMMENT_LIMIT}
						people={known}
						placeholder="Markdown. Type @ to mention someone."
						onChange={onChange}
						onSubmit={() => void save()}
					/>
				</>
			) : (
				<div className="min-h-24 rounded-md border border-line px-2.5 py-1.5">
					{empty ? (
						<p className="text-faint">Nothing to show yet.</p>
					) : (
						<Markdown text={value} people={named} />
					)}
				</div>
			)}
			<div className="flex flex-wrap items-center gap-2">
				<p className="min-w-0 flex-1 text-muted text-sm">
					{named.length === 0 ? "Ctrl+Enter sends." : `Notifies ${named.map(({ name }) => name).join(", ")}.`}
				</p>
				{onCancel === undefined ? null : <Button onClick={onCancel}>Cancel</Button>}
				<Button variant="primary" type="submit" busy={busy} disabled={empty}>
					{submit}
				</Button>
			</div>
			{problem === null ? null : <ProblemNotice error={problem} title="The comment was not saved" />}
		</form>
	);
}
