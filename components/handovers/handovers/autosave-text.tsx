"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { ApiProblem } from "@/components/client/api";
import { Button } from "@/components/ui/button";
import { Field, Textarea } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";

/** How long somebody pauses before what they wrote is saved, in milliseconds. */
const PAUSE_MS = 700;

interface AutosaveTextProps {
	readonly id: string;
	readonly label: string;
	/** As it is saved. */
	readonly value: string;
	/** Of what holds the text; 0 where the text itself is compared. */
	readonly version?: number;
	/** Resolves once `value` is what was given. `over` is what it was written over. */
	readonly save: (text: string, over: Base) => Promise<void>;
	readonly limit: number;
	readonly rows?: number;
	readonly hint?: string;
	readonly disabled?: boolean;
}

/** What was saved when the person began to write. */
interface Base {
	readonly value: string;
	readonly version: number;
}

type State = "saved" | "typing" | "saving" | "failed";

/**
 * A text that saves itself. What somebody else saves meanwhile is shown at once where nothing is being written, and
 * beside one's own where something is: nobody's words are overwritten unseen.
 */
export function AutosaveText(props: AutosaveTextProps) {
	const { id, label, value, version = 0, save, limit, rows = 2, hint, disabled } = props;
	const [text, setText] = useState(value);
	/** What ours was written over. */
	const [base, setBase] = useState<Base>({ value, version });
	const [state, setState] = useState<State>("saved");
	const [problem, setProblem] = useState<unknown>(null);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

	if (state === "saved" && (value !== base.value || version !== base.version)) {
		setBase({ value, version });
		setText(value);
	}
	const conflict = state !== "saved" && state !== "saving" && value !== base.value && value !== text;

	const flush = useEffectEvent(async (over = base) => {
		clearTimeout(timer.current);
		if (state === "saving" || (value !== over.value && value !== text)) return;
		const written = text;
		setState("saving");
		setProblem(null);
		try {
			if (written !== value) await save(written, over);
			setBase({ value: written, version: over.version });
			setState((now) => (now === "saving" ? "saved" : now));
		} catch (error) {
			setState("failed");
			// Theirs has been read by now and is shown beside ours; anything else is told.
			setProblem(error instanceof ApiProblem && error.code === "conflict" ? null : error);
		}
	});
	const wait = () => {
		clearTimeout(timer.current);
		timer.current = setTimeout(() => void flush(), PAUSE_MS);
	};
	// A conflict about something else of the same item: ours still stands over what is saved.
	const again = state === "failed" && problem === null && !conflict;
	const flushOverNow = useEffectEvent(() => {
		const now = { value: base.value, version };
		setBase(now);
		void flush(now);
	});
	useEffect(() => {
		if (again) flushOverNow();
	}, [again]);
	// Anyone who leaves has paused.
	useEffect(
		() => () => {
			if (timer.current !== undefined) void flush();
		},
		[],
	);

	return (
		<div className="flex flex-col gap-1.5">
			<Field
				id={id}
				label={
					<>
						{label}{" "}
						<span aria-live="polite" className="font-normal text-faint text-sm">
							{state === "saving" ? "Saving…" : state === "typing" ? "Not saved yet" : ""}
						</span>
					</>
				}
				hint={hint}
			>
				<Textarea
					id={id}
					rows={rows}
					value={text}
					maxLength={limit}
					disabled={disabled}
					// What is empty is not printed; see globals.css.
					placeholder=" "
					aria-describedby={`${id}-hint`}
					onChange={(event) => {
						setText(event.target.value);
						setState("typing");
						wait();
					}}
					onBlur={() => {
						if (state === "typing") void flush();
					}}
				/>
			</Field>
			{conflict ? (
				<Notice
					kind="warning"
					live
					title="Someone else changed this text in the meantime"
					actions={
						<>
							<Button
								onClick={() => {
									setBase({ value, version });
									setText(value);
									setState("saved");
								}}
							>
								Use theirs
							</Button>
							<Button
								onClick={() => {
									setBase({ value, version });
									void flush({ value, version });
								}}
							>
								Keep mine
							</Button>
						</>
					}
				>
					<p className="whitespace-pre-line break-words">{value === "" ? "It is empty now." : value}</p>
				</Notice>
			) : null}
			{problem === null ? null : (
				<ProblemNotice error={problem} title={`${label} was not saved`} onRetry={() => void flush()} />
			)}
		</div>
	);
}
