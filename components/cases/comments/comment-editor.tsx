"use client";

import { useState } from "react";
import { useCasePeople } from "@/components/cases/cases/queries";
import { request } from "@/components/client/api";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { Form } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/segments";
import type { CommentDto } from "@/lib/cases/comments/answers";
import { COMMENT_LIMIT, mentionsIn } from "@/lib/cases/comments/rules";
import { Markdown } from "./markdown";
import { MentionTextarea } from "./mention-textarea";

interface CommentEditorProps {
	readonly caseId: string;
	/** The one to change; a new one without it. */
	readonly comment?: CommentDto;
	readonly onSaved: () => void;
	readonly onCancel?: () => void;
}

/** What was being written and not sent, by case, kept while the page lives: going to another section loses nothing. */
const drafts = new Map<string, string>();

/** Where a comment is written: Markdown, with a look at what becomes of it. */
export function CommentEditor({ caseId, comment, onSaved, onCancel }: CommentEditorProps) {
	const { data: people = [] } = useCasePeople();
	const [view, setView] = useState<"write" | "preview">("write");
	// Whom the text already mentions may not be offered any more.
	const gone = comment?.mentions.filter(({ id }) => !people.some((one) => one.id === id)) ?? [];
	const known = [...people, ...gone];
	const form = useForm({
		id: comment === undefined ? "new-comment" : `edit-${comment.id}`,
		over: comment,
		what: "comment",
		values: (of) => ({ body: of?.body ?? drafts.get(caseId) ?? "" }),
		send: ({ body }, seen) => {
			const json = { body, mentions: mentionsIn(body, known).map(({ id }) => id) };
			return seen === undefined
				? request<CommentDto>(`/api/cases/${caseId}/comments`, { method: "POST", json })
				: request<CommentDto>(`/api/comments/${seen.id}`, {
						method: "PATCH",
						json: { ...json, version: seen.version },
					});
		},
		onSent: (_, reset) => {
			setView("write");
			if (comment === undefined) {
				drafts.delete(caseId);
				reset();
			}
			onSaved();
		},
	});
	const { theirs, refused } = form.standing;
	const body = form.field("body");
	const named = mentionsIn(body.value, known);
	const empty = body.value.trim() === "";
	const label = comment === undefined ? "New comment" : "Edit the comment";
	const submit = comment === undefined ? "Comment" : "Save";
	return (
		<Form
			form={form}
			label={label}
			submit={submit}
			failed="The comment was not saved"
			disabled={empty}
			className="gap-1.5"
		>
			{theirs === null ? null : (
				<ChangedNotice what="comment" refused={refused}>
					<p className="mt-1 text-muted">Current version:</p>
					<Markdown text={theirs.body} people={theirs.mentions} />
				</ChangedNotice>
			)}
			<Segments
				label="View of the comment"
				value={view}
				onValueChange={setView}
				segments={[
					{ value: "write", label: "Write" },
					{ value: "preview", label: "Preview" },
				]}
			/>
			{view === "preview" ? (
				<div className="min-h-24 rounded-md border border-line px-2.5 py-1.5">
					{empty ? (
						<p className="text-faint">Nothing to show yet.</p>
					) : (
						<Markdown text={body.value} people={named} />
					)}
				</div>
			) : (
				<>
					<label htmlFor={body.id} className="sr-only">
						{label}
					</label>
					<MentionTextarea
						id={body.id}
						value={body.value}
						maxLength={COMMENT_LIMIT}
						people={known}
						placeholder="Markdown. Type @ to mention someone."
						onChange={(text) => {
							if (comment === undefined) drafts.set(caseId, text);
							body.onValueChange(text);
						}}
					/>
				</>
			)}
			<div className="flex flex-wrap items-center gap-2">
				<p className="min-w-0 flex-1 text-muted text-sm">
					{named.length === 0 ? "Ctrl+Enter sends." : `Notifies ${named.map(({ name }) => name).join(", ")}.`}
				</p>
				{onCancel === undefined ? null : <Button onClick={onCancel}>Cancel</Button>}
				<Button variant="primary" type="submit" busy={form.busy} disabled={empty}>
					{submit}
				</Button>
			</div>
		</Form>
	);
}
