"use client";

import { FileUp } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { cx } from "./cx";

interface FileDropProps {
	readonly id: string;
	/** What to do, such as "Drop an export here, or choose a file". */
	readonly label: string;
	/** What the chooser offers, as the `accept` of a file input. */
	readonly accept: string;
	/** Says more under the label, or which file is chosen. */
	readonly children?: ReactNode;
	readonly disabled?: boolean;
	/** What is wrong with the choice. */
	readonly problem?: string | undefined;
	readonly onFile: (file: File) => void;
}

/** A place to drop a file, which is also the button that chooses one. */
export function FileDrop({ id, label, accept, children, disabled = false, problem, onFile }: FileDropProps) {
	const input = useRef<HTMLInputElement>(null);
	const [over, setOver] = useState(false);
	const take = (files: FileList | null) => {
		const file = files?.[0];
		if (file !== undefined && !disabled) onFile(file);
	};
	const latest = useRef(take);
	latest.current = take;
	// A file chosen before the page had come alive has told nobody yet.
	useEffect(() => {
		const element = input.current;
		if (element === null || element.files?.length === 0) return;
		latest.current(element.files);
		element.value = "";
	}, []);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: dropping has no keyboard; the input inside does the same
		<div
			onDragOver={(event) => {
				event.preventDefault();
				setOver(true);
			}}
			onDragLeave={() => setOver(false)}
			onDrop={(event) => {
				event.preventDefault();
				setOver(false);
				take(event.dataTransfer.files);
			}}
			className={cx(
				"relative flex min-h-28 flex-col items-center justify-center gap-0.5 rounded-lg border border-control border-dashed px-4 py-4 text-center",
				"has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-1",
				over ? "bg-selected" : "hover:bg-hover",
				disabled && "pointer-events-none opacity-50",
			)}
		>
			<FileUp aria-hidden className="mb-1 size-5 text-faint" strokeWidth={1.5} />
			<label htmlFor={id} className="font-medium">
				{label}
			</label>
			{children === undefined ? null : (
				<div className="min-w-0 max-w-full text-muted text-sm">{children}</div>
			)}
			<input
				ref={input}
				id={id}
				type="file"
				accept={accept}
				disabled={disabled}
				aria-invalid={problem !== undefined}
				aria-describedby={problem === undefined ? undefined : `${id}-problem`}
				onChange={(event) => {
					take(event.target.files);
					// The same file, corrected and chosen again, is a change too.
					event.target.value = "";
				}}
				className="absolute inset-0 cursor-default opacity-0"
			/>
			{problem === undefined ? null : (
				<p id={`${id}-problem`} role="alert" className="mt-1 text-red text-sm">
					{problem}
				</p>
			)}
		</div>
	);
}
