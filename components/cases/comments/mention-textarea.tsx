"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useAnnounce } from "@/components/client/announcer";
import { cx } from "@/components/ui/cx";
import { Textarea } from "@/components/ui/field";
import type { Named } from "@/lib/cases/comments/rules";
import { plural } from "@/lib/core/plural";
import { visibleText } from "@/lib/core/visible-text";
import { type MentionQuery, mentionAt, offer } from "./mention-query";

interface MentionTextareaProps {
	readonly id: string;
	readonly value: string;
	readonly maxLength: number;
	readonly people: readonly Named[];
	readonly placeholder?: string;
	readonly onChange: (value: string) => void;
}

/** Keys that belong to the list while it is open. */
const KEYS = new Set(["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"]);

/**
 * A text in which `@` offers people: arrows choose, Enter or Tab takes, Escape closes. What is offered is read out,
 * since focus stays in the text.
 */
export function MentionTextarea({ id, value, people, onChange, ...rest }: MentionTextareaProps) {
	const listId = useId();
	const field = useRef<HTMLTextAreaElement>(null);
	const [query, setQuery] = useState<MentionQuery | null>(null);
	const [at, setAt] = useState(0);
	const announce = useAnnounce();
	const offered = query === null ? [] : offer(people, query.text);
	const open = offered.length > 0;
	const chosen = offered[Math.min(at, offered.length - 1)];

	const count = offered.length;
	useEffect(() => {
		if (count > 0)
			announce(`${plural(count, "person", "people")} to mention. Choose with the arrow keys and Enter.`);
	}, [count, announce]);

	const look = () => {
		const element = field.current;
		const next = element === null ? null : mentionAt(element.value, element.selectionStart);
		setQuery((before) => {
			if (before?.text !== next?.text) setAt(0);
			return next;
		});
	};
	const take = (person: Named) => {
		if (query === null) return;
		const end = query.start + 1 + query.text.length;
		const before = `${value.slice(0, query.start)}@${person.name} `;
		onChange(before + value.slice(end).replace(/^ /, ""));
		setQuery(null);
		requestAnimationFrame(() => field.current?.setSelectionRange(before.length, before.length));
	};
	const step = (by: number) => {
		const next = (Math.min(at, offered.length - 1) + by + offered.length) % offered.length;
		setAt(next);
		announce(visibleText(offered[next]?.name ?? ""));
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing) return;
		// That sends the form.
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return;
		if (!open || chosen === undefined) return;
		if (event.shiftKey || !KEYS.has(event.key)) return;
		event.preventDefault();
		event.stopPropagation();
		if (event.key === "Escape") setQuery(null);
		else if (event.key === "Enter" || event.key === "Tab") take(chosen);
		else step(event.key === "ArrowDown" ? 1 : -1);
	};

	return (
		<div className="relative">
			<Textarea
				{...rest}
				ref={field}
				id={id}
				rows={4}
				value={value}
				aria-autocomplete="list"
				aria-controls={open ? listId : undefined}
				aria-activedescendant={open && chosen !== undefined ? `${listId}-${chosen.id}` : undefined}
				onChange={(event) => {
					onChange(event.target.value);
					look();
				}}
				onKeyDown={onKeyDown}
				onKeyUp={(event) => !["ArrowDown", "ArrowUp", "Escape"].includes(event.key) && look()}
				onClick={look}
				onBlur={() => setQuery(null)}
			/>
			{open ? (
				<div
					id={listId}
					role="listbox"
					aria-label="People to mention"
					className="absolute inset-x-0 top-full z-20 mt-1 max-w-80 rounded-md bg-raised p-1 shadow-pop"
				>
					{offered.map((person) => (
						// biome-ignore lint/a11y/useFocusableInteractive: focus stays in the text, which names the chosen one
						// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text's
						<div
							key={person.id}
							id={`${listId}-${person.id}`}
							role="option"
							aria-selected={person === chosen}
							// Before the text loses its focus, and the list with it.
							onPointerDown={(event) => event.preventDefault()}
							onClick={() => take(person)}
							className={cx("flex h-8 items-center rounded-sm px-2", person === chosen && "bg-hover")}
						>
							<bdi className="truncate">{visibleText(person.name)}</bdi>
						</div>
					))}
				</div>
			) : null}
		</div>
	);
}
