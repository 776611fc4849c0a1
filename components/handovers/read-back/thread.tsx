"use client";

import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { Form } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Note } from "@/components/parts/text/note";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/field";
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
	const mayWrite = useMay("handovers.write");
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
			{mayWrite ? <AnswerForm handoverId={handoverId} item={item} /> : null}
		</section>
	);
}

function AnswerForm({ handoverId, item }: Omit<ThreadProps, "messages">) {
	const form = useForm({
		id: "thread",
		values: () => ({ body: "" }),
		send: ({ body }) =>
			request<MessageDto>(`/api/handovers/${handoverId}/read-back/messages`, {
				method: "POST",
				json: { item, body: body.trim() },
			}),
		invalidates: readBackKey(handoverId),
		onSent: (_, reset) => reset(),
	});
	const { id, value, onValueChange } = form.field("body");
	const empty = value.trim() === "";
	return (
		<Form
			form={form}
			submit="Send"
			failed="The answer is not sent"
			disabled={empty}
			className="gap-1.5"
			footer={
				<Button type="submit" className="self-end" busy={form.busy} disabled={empty}>
					Send
				</Button>
			}
		>
			<Textarea
				id={id}
				aria-label="Answer in this thread"
				placeholder="Answer"
				rows={2}
				maxLength={MESSAGE_LIMIT}
				value={value}
				onChange={(event) => onValueChange(event.target.value)}
			/>
		</Form>
	);
}
