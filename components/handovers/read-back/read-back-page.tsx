"use client";

import { CircleHelp, ClipboardCheck } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import { useMay } from "@/components/client/me";
import { TextDialog } from "@/components/handovers/handovers/text-dialog";
import { PageHeader } from "@/components/parts/page/page-header";
import { HelpDialog } from "@/components/parts/shortcuts/help-dialog";
import { useShortcuts } from "@/components/parts/shortcuts/use-shortcuts";
import { Note } from "@/components/parts/text/note";
import { BackLink } from "@/components/ui/back-link";
import { IconButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { MESSAGE_LIMIT, REASON_LIMIT, type ReadBackAnswer } from "@/lib/handovers/handovers/read-back-rules";
import type { HandedOver } from "@/lib/handovers/review/schema";
import { Acknowledge } from "./acknowledge";
import { Addenda } from "./addenda";
import { ItemList } from "./item-list";
import { ItemPane } from "./item-pane";
import { ManyAnswers } from "./many-answers";
import { ProgressLine } from "./progress-line";
import { useDifference, useReadBack, useSince } from "./queries";
import { READ_BACK_SHORTCUTS } from "./shortcuts";
import { StateNotice } from "./state-notice";
import { answerText, useAnswers } from "./use-answers";

/** A question or a refusal that is being written. */
interface Asking {
	readonly what: "asked" | "declined";
	readonly item: string;
	/** The version of the item's answer when the dialog opened; 0 for none. */
	readonly begun: number;
	/** The one that is answered over: what has been shown since a conflict. */
	readonly version: number;
}

/** A signed handover read back, item by item; later, what became of each. */
export function ReadBackPage({ handover }: { handover: HandedOver }) {
	const { items } = handover;
	const query = useReadBack(handover.id);
	const since = useSince(handover.id);
	const difference = useDifference(handover.id);
	const { answer, answerMany, busy } = useAnswers(handover.id);
	const mayWrite = useMay("handovers.write");
	const wanted = useSearchParams().get("item");
	const [active, setActive] = useState<string | null>(null);
	const [asking, setAsking] = useState<Asking | null>(null);
	const [help, setHelp] = useState(false);
	const readBack = query.data;
	const answers = useMemo(() => new Map(readBack?.answers.map((one) => [one.item, one.answer])), [readBack]);
	const times = useMemo(
		() => new Map(difference.data?.carried.map((one) => [one.key, one.times])),
		[difference.data],
	);
	const chosen =
		items.find(({ key }) => key === (active ?? wanted)) ??
		items.find(({ key }) => !answers.has(key)) ??
		items[0];
	const changed = readBack?.answers.find(
		({ item, version }) => item === asking?.item && version > asking.begun,
	);
	const open = mayWrite && readBack?.status === "signed" && readBack.refusal === null;

	const move = (by: 1 | -1) => {
		const index = chosen === undefined ? -1 : items.indexOf(chosen);
		const next = items[index + by];
		if (next !== undefined) setActive(next.key);
	};
	const versionOf = (item: string) => readBack?.answers.find((one) => one.item === item)?.version ?? 0;
	const say = async (item: string, what: ReadBackAnswer, version: number, text?: string) => {
		const { saved, theirs } = await answer({
			item,
			answer: what,
			version,
			...(text === undefined ? {} : { text }),
		});
		if (saved && what === "accepted") goOn(item);
		// Theirs is shown in the dialog: the next try goes over it.
		if (theirs !== null) setAsking((now) => (now === null ? null : { ...now, version: theirs.version }));
		return saved;
	};
	/** To the next item without an answer, else to the next at all. */
	const goOn = (from: string) => {
		const index = items.findIndex(({ key }) => key === from);
		const later = [...items.slice(index + 1), ...items.slice(0, index)];
		const next = later.find(({ key }) => !answers.has(key)) ?? items[index + 1];
		setActive(next?.key ?? from);
	};
	const onAnswer = (what: ReadBackAnswer) => {
		if (!open || chosen === undefined || busy !== null) return false;
		setActive(chosen.key);
		if (what === "accepted") void say(chosen.key, what, versionOf(chosen.key));
		else setAsking({ what, item: chosen.key, begun: versionOf(chosen.key), version: versionOf(chosen.key) });
		return true;
	};
	useShortcuts(READ_BACK_SHORTCUTS, {
		next: () => move(1),
		previous: () => move(-1),
		accept: () => onAnswer("accepted"),
		ask: () => onAnswer("asked"),
		decline: () => onAnswer("declined"),
		help: () => setHelp(true),
	});

	return (
		<>
			<PageHeader
				title={`Read back handover ${handover.number}`}
				before={<BackLink href={`/handovers/${handover.number}`} label="Back to the handover" />}
				actions={
					<IconButton
						label="Keyboard shortcuts"
						shortcut="?"
						icon={CircleHelp}
						className="max-sm:hidden"
						onClick={() => setHelp(true)}
					/>
				}
			/>
			<div className="flex min-h-0 flex-1 flex-col overflow-y-auto lg:flex-row lg:overflow-hidden">
				<nav
					aria-label="Items of the handover"
					className="shrink-0 border-b py-2 max-lg:max-h-64 max-lg:overflow-y-auto lg:w-80 lg:overflow-y-auto lg:border-r lg:border-b-0"
				>
					<ProgressLine items={items.map(({ key }) => key)} answers={readBack?.answers ?? []} />
					{open ? (
						<ManyAnswers
							items={items}
							answers={readBack.answers}
							outgoing={handover.outgoing}
							onAnswer={answerMany}
						/>
					) : null}
					<ItemList
						items={items}
						activeKey={chosen?.key ?? null}
						answers={answers}
						times={times}
						onChoose={setActive}
					/>
				</nav>
				<div className="min-w-0 flex-1 lg:overflow-y-auto">
					<div className="flex max-w-4xl flex-col gap-4 px-3 py-4 sm:px-4">
						<QueryProblem query={query} title="The read-back could not be loaded" />
						{readBack === undefined ? (
							query.isError ? null : (
								<Skeleton className="w-1/3" />
							)
						) : (
							<StateNotice readBack={readBack} />
						)}
						{chosen === undefined ? (
							<EmptyState icon={ClipboardCheck} title="Nothing was handed over">
								The handover has no items. It can be acknowledged as it is.
							</EmptyState>
						) : (
							<ItemPane
								key={chosen.key}
								handoverId={handover.id}
								item={chosen}
								times={times.get(chosen.key) ?? 0}
								answer={readBack?.answers.find(({ item }) => item === chosen.key)}
								messages={readBack?.messages.filter(({ item }) => item === chosen.key) ?? []}
								since={since.data?.items.find(({ key }) => key === chosen.key)}
								sinceFailed={since.isError}
								onAnswer={open ? onAnswer : null}
								busy={busy === chosen.key}
							/>
						)}
						{readBack === undefined ? null : (
							<>
								{open ? (
									<Acknowledge
										readBack={readBack}
										items={items.map(({ key }) => key)}
										onDone={() => undefined}
									/>
								) : null}
								{readBack.synthesis === "" ? null : (
									<Section title="Synthesis">
										<Note text={readBack.synthesis} />
									</Section>
								)}
								<Addenda readBack={readBack} />
							</>
						)}
					</div>
				</div>
			</div>
			{asking !== null && chosen !== undefined ? (
				<TextDialog
					title={asking.what === "asked" ? "Ask about it" : "Decline it"}
					about={chosen.title}
					label={asking.what === "asked" ? "Question" : "Why you do not take it over"}
					hint={
						asking.what === "asked"
							? `${handover.outgoing} is notified, and can answer here.`
							: `${handover.outgoing} is notified. It stays with them.`
					}
					action={asking.what === "asked" ? "Ask" : "Decline"}
					most={asking.what === "asked" ? MESSAGE_LIMIT : REASON_LIMIT}
					notice={
						changed === undefined ? null : (
							<Notice kind="warning" live title={answerText(changed)}>
								{asking.version === changed.version
									? "Yours is not saved. Send it again to replace theirs, or cancel to keep it."
									: "Nothing is overwritten: if you continue, you’re asked which one to keep."}
							</Notice>
						)
					}
					failed="The answer is not saved"
					onSend={(text) => say(asking.item, asking.what, asking.version, text)}
					onClose={() => setAsking(null)}
				/>
			) : null}
			{help ? <HelpDialog shortcuts={READ_BACK_SHORTCUTS} onClose={() => setHelp(false)} /> : null}
		</>
	);
}
