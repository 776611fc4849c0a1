"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { ApiProblem, request } from "@/components/api";
import { CaseLine } from "@/components/cases/case-choice";
import { CASES_KEY } from "@/components/cases/queries";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Textarea } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { CASE_LIMITS, isOpenCase, type Likeness } from "@/lib/cases/rules";
import type { CaseDetail, LikelyCases } from "@/lib/cases/schema";
import { NOTE_LIMIT } from "@/lib/findings/rules";
import { visibleText } from "@/lib/visible-text";
import type { Said, Target } from "./use-decisions";

interface EscalateDialogProps {
	readonly target: Target;
	/** What the person should know before deciding. */
	readonly notice: ReactNode;
	/** Null when it was closed. */
	readonly onDone: (said: Said | null) => void;
}

const NEW = "new";
const OTHER = "other";

/** Why a case or a finding belongs with what is escalated. */
const WHY: Record<Likeness, string> = {
	mail: "Same mail",
	campaign: "Same campaign",
	host: "Same URL host",
	user: "Same user",
};

/** Asks where the findings are to be followed, and what the next person needs to know. Enter begins a new case. */
export function EscalateDialog({ target, notice, onDone }: EscalateDialogProps) {
	const likely = useLikely(target);
	const [into, setInto] = useState<string>(NEW);
	const [title, setTitle] = useState("");
	const [number, setNumber] = useState("");
	const [reopen, setReopen] = useState(false);
	const [groups, setGroups] = useState<ReadonlySet<Likeness>>(new Set());
	const [note, setNote] = useState("");
	const first = useRef<HTMLInputElement>(null);
	const other = useOther(into === OTHER ? number : "");
	const closed = other.data !== undefined && !isOpenCase(other.data.status);

	const also = membersOf(likely.data, groups);
	const own = target.kind === "filter" ? target.count : target.findings.length;
	const count = own + also.length;
	const ready = into !== OTHER || (other.data !== undefined && (!closed || reopen));
	const submit = () => {
		if (!ready) return;
		const where =
			into === NEW
				? title.trim() === ""
					? {}
					: { title: title.trim() }
				: { id: into === OTHER ? String(other.data?.id) : into, reopen: into === OTHER && reopen };
		onDone({
			verdict: "escalated",
			case: where,
			...(also.length === 0 ? {} : { also }),
			...(note.trim() === "" ? {} : { note: note.trim() }),
		});
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onDone(null)}
			title={own === 1 ? "Escalate this finding" : `Escalate ${own.toLocaleString("en")} findings`}
			initialFocus={first}
			finalFocus={false}
			footer={
				<>
					<Button size="md" onClick={() => onDone(null)}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="escalate-form" disabled={!ready}>
						{count === 1 ? "Escalate" : `Escalate ${count.toLocaleString("en")}`}
					</Button>
				</>
			}
		>
			<form
				id="escalate-form"
				className="flex flex-col gap-3"
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
				onKeyDown={(event) => {
					if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
						event.preventDefault();
						submit();
					}
				}}
			>
				{notice}
				<fieldset className="flex flex-col gap-1">
					<legend className="mb-1 font-medium">Followed in</legend>
					<label className="flex items-center gap-2 py-0.5">
						<input
							ref={first}
							type="radio"
							name="escalate-into"
							checked={into === NEW}
							onChange={() => setInto(NEW)}
						/>
						A new case
					</label>
					{into === NEW ? (
						<div className="pl-5.5">
							<Input
								aria-label="Title of the new case"
								maxLength={CASE_LIMITS.title}
								placeholder={likely.data?.title ?? "Named by what the findings share"}
								value={title}
								onChange={(event) => setTitle(event.target.value)}
							/>
						</div>
					) : null}
					{likely.data?.cases.map((found) => (
						<label key={found.id} className="flex items-start gap-2 rounded-md py-0.5 hover:bg-hover">
							<input
								type="radio"
								name="escalate-into"
								className="mt-1"
								checked={into === found.id}
								onChange={() => setInto(found.id)}
							/>
							<span className="min-w-0 flex-1">
								<CaseLine of={found} />
								<span className="block break-words text-muted text-sm">
									{found.because.map(({ why, value }) => `${WHY[why]}: ${visibleText(value)}`).join(" · ")}
								</span>
							</span>
						</label>
					))}
					<label className="flex items-center gap-2 py-0.5">
						<input
							type="radio"
							name="escalate-into"
							checked={into === OTHER}
							onChange={() => setInto(OTHER)}
						/>
						{(likely.data?.cases.length ?? 0) === 0 ? "A case there is" : "Another case"}
					</label>
					{into === OTHER ? (
						<div className="flex flex-col gap-1.5 pl-5.5">
							<Input
								aria-label="Number of the case"
								inputMode="numeric"
								placeholder="Its number"
								className="sm:w-32"
								value={number}
								onChange={(event) => setNumber(event.target.value)}
							/>
							{other.data === undefined ? (
								other.error instanceof ApiProblem ? (
									<p role="alert" className="text-red text-sm">
										{other.error.message}
									</p>
								) : null
							) : (
								<CaseLine of={other.data} />
							)}
							{closed ? (
								<Checkbox
									id="escalate-reopen"
									label="Reopen this closed case"
									checked={reopen}
									onCheckedChange={setReopen}
								/>
							) : null}
						</div>
					) : null}
				</fieldset>
				{likely.data === undefined || likely.data.groups.length === 0 ? null : (
					<fieldset className="flex flex-col gap-1">
						<legend className="mb-1 font-medium">Escalate with it, from the queue</legend>
						{likely.data.groups.map((group) => (
							<Checkbox
								key={group.why}
								id={`escalate-${group.why}`}
								label={`${group.findings.length.toLocaleString("en")} more of the ${WHY[group.why].toLowerCase()}`}
								hint={visibleText(group.value)}
								checked={groups.has(group.why)}
								onCheckedChange={(on) =>
									setGroups((known) => {
										const next = new Set(known);
										if (on) next.add(group.why);
										else next.delete(group.why);
										return next;
									})
								}
							/>
						))}
					</fieldset>
				)}
				<Field
					id="escalate-note"
					label="What should the next person know?"
					hint={
						<>
							It may stay empty. <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> escalates from here.
						</>
					}
				>
					<Textarea
						id="escalate-note"
						rows={3}
						maxLength={NOTE_LIMIT}
						value={note}
						onChange={(event) => setNote(event.target.value)}
						aria-describedby="escalate-note-hint"
					/>
				</Field>
			</form>
		</Dialog>
	);
}

/**
 * Likely cases and what belongs with the findings; unknown for a filter, which may mean thousands. Read once, when the
 * dialog opens: findings that are escalated along go by the versions that were counted then.
 */
function useLikely(target: Target) {
	const ids = target.kind === "findings" ? target.findings.map(({ id }) => id) : [];
	return useQuery({
		// Not among what live updates read again.
		queryKey: ["escalation", "likely", ids],
		queryFn: ({ signal }) =>
			request<LikelyCases>("/api/cases/likely", { method: "POST", json: { findingIds: ids }, signal }),
		enabled: ids.length > 0,
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
		retry: false,
	});
}

/** The case of a number that was typed. */
function useOther(number: string) {
	const digits = number.trim().replace(/^#/, "");
	return useQuery({
		queryKey: [...CASES_KEY, "number", digits],
		queryFn: ({ signal }) => request<CaseDetail>(`/api/cases/${digits}`, { signal }),
		enabled: /^[1-9]\d{0,8}$/.test(digits),
		retry: false,
	});
}

function membersOf(likely: LikelyCases | undefined, groups: ReadonlySet<Likeness>) {
	const chosen = (likely?.groups ?? []).filter(({ why }) => groups.has(why));
	const members = new Map(chosen.flatMap(({ findings }) => findings.map((each) => [each.id, each] as const)));
	return [...members.values()];
}
