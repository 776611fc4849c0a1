"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { Note } from "@/components/parts/text/note";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Time } from "@/components/ui/time";
import { MESSAGE_LIMIT } from "@/lib/handovers/handovers/read-back-rules";
import type { MessageDto } from "@/lib/handovers/read-back/schema";
import { readBackKey } from "./queries";

interface ThreadProps {
	readonly handoverId: string;
	readonly item: string;
	readonly messages: readonly MessageDto[];
}

/** What was asked and answered about an item. */
export function Thread({ handoverId, item, messages }: ThreadProps) {
	const queries = useQueryClient();
	const mayWrite = useMay("handovers.write");
	const [text, setText] = useState("");
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<unknown>(null);
	const send = async () => {
		if (busy || text.trim() === "") return;
		setBusy(true);
		setProblem(null);
		try {
			await request<MessageDto>(`/api/handovers/${handoverId}/read-back/messages`, {
				method: "POST",
				json: { item, body: text.trim() },
			});
			setText("");
			await queries.invalidateQueries({ queryKey: readBackKey(handoverId) });
		} catch (error) {
			setProblem(error);
		} finally {
			setBusy(false);
		}
	};
	if (messages.length === 0) return null;
	return (
		<section aria-label="Questions and answers" className="flex flex-col gap-2">
			<h3 className="font-medium text-muted text-sm">Questions and answers</h3>
			<ol className="flex flex-col gap-2">
				{messages.map((message) => (
					<li key={message.id} className="rounded-md bg-surface px-3 py-2">
						<p className="flex flex-wrap gap-x-2 text-muted text-sm">
							<bdi className="font-medium text-fg">{message.by.name}</bdi>
							<Time value={message.at} form="minutes" />
						</p>
						<Note text={message.body} />
					</li>
				))}
			</ol>
			{mayWrite ? (
				<form
					className="flex flex-col gap-1.5"
					onSubmit={(event) => {
						event.preventDefault();
						void send();
					}}
				>
					<Textarea
						aria-label="Answer in this thread"
						placeholder="Answer"
						rows={2}
						maxLength={MESSAGE_LIMIT}
						value={text}
						onChange={(event) => setText(event.target.value)}
						onKeyDown={(event) => {
							if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
						}}
					/>
					{problem === null ? null : <ProblemNotice error={problem} title="The answer is not sent" />}
					<Button type="submit" className="self-end" busy={busy} disabled={text.trim() === ""}>
						Send
					</Button>
				</form>
			) : null}
		</section>
	);
}
