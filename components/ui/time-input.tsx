"use client";

import { type ComponentProps, useEffect, useId, useRef, useState } from "react";
import { readClockTime, readLocalTime } from "@/components/client/time-format";
import { cx } from "./cx";
import { Input } from "./field";

const KINDS = {
	datetime: {
		read: readLocalTime,
		placeholder: "YYYY-MM-DD HH:mm",
		problem: "Write a date and a time of 24 hours, such as 2026-05-03 14:22.",
	},
	time: { read: readClockTime, placeholder: "HH:mm", problem: "Write a time of 24 hours, such as 14:22." },
} as const;

interface TimeInputProps
	extends Omit<ComponentProps<"input">, "ref" | "type" | "value" | "onChange" | "onBlur" | "placeholder"> {
	/** `datetime`: a date and a time; `time`: a time of day. */
	readonly kind?: keyof typeof KINDS;
	/** As it is shown: `2026-05-03 14:22`, or `14:22`. Empty: none. */
	readonly value: string;
	readonly onValueChange: (value: string) => void;
}

/**
 * A time as text, written the same in every browser: ISO dates, 24 hours. What is no time is refused beside the field,
 * and its form is not sent.
 */
export function TimeInput({ kind = "datetime", value, onValueChange, className, ...props }: TimeInputProps) {
	const { read, placeholder, problem } = KINDS[kind];
	const input = useRef<HTMLInputElement>(null);
	const errorId = useId();
	const [left, setLeft] = useState(false);
	const wrong = value.trim() !== "" && read(value) === null;
	const shown = wrong && left;
	const latest = useRef(wrong);
	useEffect(() => {
		latest.current = wrong;
	});
	useEffect(() => {
		const form = input.current?.form;
		if (!form) return;
		const refuse = (event: Event) => {
			if (!latest.current) return;
			event.preventDefault();
			event.stopPropagation();
			setLeft(true);
			input.current?.focus();
		};
		form.addEventListener("submit", refuse, { capture: true });
		return () => form.removeEventListener("submit", refuse, { capture: true });
	}, []);
	return (
		<>
			<Input
				autoComplete="off"
				spellCheck={false}
				{...props}
				ref={input}
				placeholder={placeholder}
				className={cx("tabular-nums", className)}
				value={value}
				aria-invalid={shown || props["aria-invalid"]}
				aria-describedby={
					[props["aria-describedby"], shown && errorId].filter(Boolean).join(" ") || undefined
				}
				onChange={(event) => onValueChange(event.target.value)}
				onBlur={() => {
					setLeft(true);
					const known = read(value);
					if (known !== null && known !== value) onValueChange(known);
					else if (value.trim() === "" && value !== "") onValueChange("");
				}}
			/>
			{shown ? (
				<p id={errorId} role="alert" className="text-red text-sm">
					{problem}
				</p>
			) : null}
		</>
	);
}
