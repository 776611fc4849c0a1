"use client";

import { useEffect, useRef } from "react";
import { visibleText } from "@/lib/core/visible-text";

interface CheckProps {
	/** Accessible name. */
	readonly label: string;
	readonly checked: boolean;
	readonly indeterminate?: boolean;
	readonly disabled?: boolean;
	readonly onToggle: (range: boolean) => void;
	/** Out of the tab order, where a shortcut does the same. */
	readonly untabbed?: boolean;
}

/** A checkbox that fills its cell, so that a finger finds it. `onToggle(true)` is a press with shift. */
export function CheckCell({
	label,
	checked,
	indeterminate = false,
	disabled = false,
	onToggle,
	untabbed = false,
}: CheckProps) {
	const input = useRef<HTMLInputElement>(null);
	useEffect(() => {
		if (input.current) input.current.indeterminate = indeterminate;
	}, [indeterminate]);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: only keeps the press from reaching the row
		// biome-ignore lint/a11y/useKeyWithClickEvents: the checkbox inside takes the keys
		<span className="absolute inset-0" onClick={(event) => event.stopPropagation()}>
			<label className="flex h-full items-center justify-center">
				<input
					ref={input}
					type="checkbox"
					className="check"
					aria-label={visibleText(label)}
					checked={checked}
					disabled={disabled}
					tabIndex={untabbed ? -1 : undefined}
					onChange={(event) => {
						const { nativeEvent } = event;
						onToggle(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey);
					}}
					// A shift press must not select the text between.
					onMouseDown={(event) => {
						if (event.shiftKey) event.preventDefault();
					}}
				/>
			</label>
		</span>
	);
}
