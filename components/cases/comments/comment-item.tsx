"use client";

import { Ellipsis, Pencil, Undo2 } from "lucide-react";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMay, useMe } from "@/components/client/me";
import { Confirm } from "@/components/parts/form/confirm";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Time } from "@/components/ui/time";
import type { CommentDto } from "@/lib/cases/comments/answers";
import { mayTakeBack } from "@/lib/cases/comments/rules";
import { visibleText } from "@/lib/core/visible-text";
import { CommentEditor } from "./comment-editor";
import { Markdown } from "./markdown";

interface CommentItemProps {
	readonly caseId: string;
	readonly comment: CommentDto;
	readonly onChanged: () => void;
}

/** One comment, with what its author can still do about it. */
export function CommentItem({ caseId, comment, onChanged }: CommentItemProps) {
	const me = useMe();
	const works = useMay("cases.work");
	const manages = useMay("cases.manage");
	const [editing, setEditing] = useState(false);
	/** The version of the comment that the person asks to take back. */
	const [asking, setAsking] = useState<number | null>(null);
	const own = works && comment.author.id === me.id;
	const takenBack = comment.deletedAt !== null;
	return (
		<li id={`comment-${comment.id}`} className="py-2.5 target:bg-selected">
			<div className="flex min-h-7 items-center gap-2">
				<bdi className="truncate font-medium">{visibleText(comment.author.name)}</bdi>
				<Time value={comment.at} form="minutes" className="text-muted text-sm" />
				{comment.editedAt === null || takenBack ? null : <span className="text-faint text-sm">edited</span>}
				{takenBack || !works || !mayTakeBack(own, manages) ? null : (
					<div className="ml-auto">
						<Menu align="end" trigger={<IconButton label="More for this comment" icon={Ellipsis} />}>
							{own ? (
								<MenuItem icon={Pencil} onClick={() => setEditing(true)}>
									Edit
								</MenuItem>
							) : null}
							<MenuItem icon={Undo2} onClick={() => setAsking(comment.version)}>
								Delete
							</MenuItem>
						</Menu>
					</div>
				)}
			</div>
			{takenBack ? (
				<p className="text-faint italic">Deleted.</p>
			) : editing ? (
				<CommentEditor
					caseId={caseId}
					comment={comment}
					onSaved={() => {
						onChanged();
						setEditing(false);
					}}
					onCancel={() => setEditing(false)}
				/>
			) : (
				<Markdown text={comment.body} people={comment.mentions} />
			)}
			{asking !== null ? (
				<Confirm
					title="Delete this comment?"
					confirm="Delete"
					danger
					problemTitle="The comment was not deleted"
					act={async () => {
						await request(`/api/comments/${comment.id}?version=${asking}`, { method: "DELETE" });
						setAsking(null);
						onChanged();
					}}
					onClose={() => setAsking(null)}
				>
					The text is removed here. The audit log keeps it.
				</Confirm>
			) : null}
		</li>
	);
}
