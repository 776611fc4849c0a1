"use client";

import { Search, X } from "lucide-react";
import { type Ref, useEffect, useRef, useState } from "react";
import { Kbd } from "@/components/ui/kbd";

interface SearchBoxProps {
	readonly value: string;
	/** Accessible name: what it searches in. */
	readonly label?: string;
	readonly onChange: (text: string) => void;
	readonly ref?: Ref<HTMLInputElement>;
}

const PAUSE = 250;

/** Text search. What is typed becomes the address after a short pause, at once on Enter. */
export function SearchBox({
	value,
	label = "Search user, URL, message, address or note",
	onChange,
	ref,
}: SearchBoxProps) {
	const [typed, setTyped] = useState(value);
	const [sent, setSent] = useState(value);
	// The address changed from elsewhere, such as a removed chip or the back button: it wins.
	if (value !== sent) {
		setSent(value);
		setTyped(value);
	}
	const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
	useEffect(() => () => clearTimeout(timer.current), []);
	const send = (text: string) => {
		clearTimeout(timer.current);
		const trimmed = text.trim();
		setSent(trimmed);
		if (trimmed !== value) onChange(trimmed);
	};
	return (
		<div className="relative flex min-w-36 flex-1 items-center sm:max-w-72">
			<Search aria-hidden className="pointer-events-none absolute left-2 size-3.5 text-muted" />
			<input
				ref={ref}
				type="search"
				aria-label={label}
				placeholder="Search"
				maxLength={200}
				value={typed}
				onChange={(event) => {
					const text = event.target.value;
					setTyped(text);
					clearTimeout(timer.current);
					timer.current = setTimeout(() => send(text), PAUSE);
				}}
				onKeyDown={(event) => {
					if (event.key === "Enter") send(typed);
					if (event.key === "Escape") {
						event.preventDefault();
						if (typed === "") event.currentTarget.blur();
						else {
							setTyped("");
							send("");
						}
					}
				}}
				className="peer h-7 w-full appearance-none rounded-md border border-line-strong bg-raised pr-7 pl-7 text-sm placeholder:text-faint [&::-webkit-search-cancel-button]:hidden"
			/>
			{typed === "" ? (
				<Kbd className="pointer-events-none absolute right-1.5 peer-focus:invisible max-sm:hidden">/</Kbd>
			) : (
				<button
					type="button"
					aria-label="Clear the search"
					onClick={() => {
						setTyped("");
						send("");
					}}
					className="absolute right-0.5 flex size-6 items-center justify-center text-muted -outline-offset-2 hover:text-fg"
				>
					<X aria-hidden className="size-3.5" />
				</button>
			)}
		</div>
	);
}
