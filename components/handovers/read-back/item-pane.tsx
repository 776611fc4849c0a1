"use client";

import { Check, CircleHelp, ExternalLink, X } from "lucide-react";
import Link from "next/link";
import { ItemBody, ItemSaid } from "@/components/handovers/handovers/item-body";
import { STABILITY } from "@/components/handovers/handovers/looks";
import { ANSWER } from "@/components/handovers/handovers/read-back-looks";
import { Note } from "@/components/parts/text/note";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { LookMark } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { HandedItem } from "@/lib/handovers/handovers/items";
import type { ReadBackAnswer } from "@/lib/handovers/handovers/read-back-rules";
import { visibleDocument } from "@/lib/handovers/handovers/visible-document";
import type { AnswerDto, MessageDto } from "@/lib/handovers/read-back/schema";
import type { ItemSince } from "@/lib/handovers/review/schema";
import { CarriedTag } from "./carried-tag";
import { Thread } from "./thread";

interface ItemPaneProps {
	readonly handoverId: string;
	readonly item: HandedItem;
	readonly times: number;
	readonly answer: AnswerDto | undefined;
	readonly messages: readonly MessageDto[];
	/** Undefined while not known. */
	readonly since: ItemSince | undefined;
	/** It couldn’t be queried what happened since. */
	readonly sinceFailed: boolean;
	/** Null when the reader may not answer, or not any more. */
	readonly onAnswer: ((answer: ReadBackAnswer) => void) | null;
	readonly busy: boolean;
}

/** One item: as it was handed over, what happened since, its answer and its thread. */
export function ItemPane({
	handoverId,
	item,
	times,
	answer,
	messages,
	since,
	sinceFailed,
	onAnswer,
	busy,
}: ItemPaneProps) {
	const stability = STABILITY[item.stability];
	const frozen = visibleDocument(item.frozen);
	return (
		<article aria-label={item.title} className="flex flex-col gap-4">
			<header className="flex flex-col gap-1">
				<h2 className="break-words font-semibold text-xl">
					<bdi>{item.title}</bdi>
				</h2>
				<p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
					<LookMark look={stability} />
					<CarriedTag times={times} />
					<Link
						href={item.href}
						prefetch={false}
						className="inline-flex items-center gap-1 text-accent-text hover:underline"
					>
						Open as it is now
						<ExternalLink aria-hidden className="size-3" />
					</Link>
				</p>
			</header>
			<div className="grid gap-4 lg:grid-cols-2">
				<section aria-label="As handed over" className="min-w-0">
					<h3 className="mb-1.5 font-medium text-muted text-sm">As handed over</h3>
					<div className="flex flex-col gap-1">
						<ItemBody item={frozen} />
						<ItemSaid item={frozen} />
					</div>
				</section>
				<Since since={since} failed={sinceFailed} />
			</div>
			<Thread handoverId={handoverId} item={item.key} messages={messages} />
			{answer === undefined ? null : <Given answer={answer} />}
			{onAnswer === null ? null : (
				<div className="sticky bottom-0 flex flex-wrap gap-2 border-t bg-canvas py-3">
					<Button
						size="md"
						variant={answer?.answer === "accepted" ? "secondary" : "primary"}
						icon={Check}
						busy={busy}
						onClick={() => onAnswer("accepted")}
					>
						Accept <Kbd className="max-sm:hidden">A</Kbd>
					</Button>
					<Button size="md" icon={CircleHelp} disabled={busy} onClick={() => onAnswer("asked")}>
						Ask <Kbd className="max-sm:hidden">Q</Kbd>
					</Button>
					<Button size="md" icon={X} disabled={busy} onClick={() => onAnswer("declined")}>
						Decline <Kbd className="max-sm:hidden">D</Kbd>
					</Button>
				</div>
			)}
		</article>
	);
}

function Given({ answer }: { answer: AnswerDto }) {
	return (
		<section aria-label="Answer" className="rounded-md bg-surface px-3 py-2">
			<p className="flex flex-wrap items-center gap-x-2">
				<LookMark look={ANSWER[answer.answer]} className="font-medium" />
				<span className="text-muted">
					by <bdi>{answer.by.name}</bdi>
				</span>
				<Time value={answer.at} form="minutes" className="text-muted" />
			</p>
			{answer.reason === "" ? null : <Note text={answer.reason} />}
		</section>
	);
}

function Since({ since, failed }: { since: ItemSince | undefined; failed: boolean }) {
	return (
		<section aria-label="Since then" className="min-w-0">
			<h3 className="mb-1.5 font-medium text-muted text-sm">Since then</h3>
			{since === undefined ? (
				<p className="text-faint">{failed ? "This could not be loaded." : "Looking …"}</p>
			) : (
				<>
					<p className="font-medium">{since.now}</p>
					{since.events.length === 0 ? (
						<p className="text-muted">Nothing has happened since the signing.</p>
					) : (
						<ol className="mt-1.5 flex flex-col gap-1">
							{since.events.map((event) => (
								<li key={`${event.at} ${event.text}`} className="flex gap-2">
									<Time value={event.at} form="brief" className="shrink-0 text-muted" />
									<span className="min-w-0 break-words">
										{event.text}
										{event.by === null ? null : (
											<span className="text-muted">
												{" "}
												by <bdi>{event.by}</bdi>
											</span>
										)}
									</span>
								</li>
							))}
						</ol>
					)}
				</>
			)}
		</section>
	);
}
