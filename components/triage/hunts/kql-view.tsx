"use client";

import { cx } from "@/components/ui/cx";
import { visibleCode } from "@/lib/core/visible-text";
import { kqlLines, type Span } from "./kql-lines";

/** Colours by kind of word; the words carry the meaning, the colour only helps the eye. */
const KIND: Readonly<Record<string, string>> = {
	keyword: "text-blue",
	operator: "text-rose",
	function: "text-teal",
	string: "text-amber",
	number: "text-rose",
	comment: "text-faint italic",
	table: "font-semibold",
	punctuation: "text-muted",
};

interface KqlViewProps {
	readonly spans: readonly Span[];
	/** Lines to mark, from 1: where something is wrong. */
	readonly marked?: readonly number[];
}

/** A query with line numbers. Long lines wrap, a long query scrolls. */
export function KqlView({ spans, marked = [] }: KqlViewProps) {
	const lines = kqlLines(spans);
	return (
		// biome-ignore lint/a11y/useSemanticElements: a section of its own would be one more landmark
		<div
			role="group"
			aria-label="KQL"
			// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
			tabIndex={0}
			className="max-h-112 overflow-auto rounded-md border bg-surface py-2"
		>
			<pre className="min-w-0">
				<code>
					{lines.map((line, index) => {
						const number = index + 1;
						const wrong = marked.includes(number);
						return (
							<span
								key={number}
								// The number is drawn by the style sheet, so that it is never copied.
								data-line={number}
								className={cx(
									"grid grid-cols-[3rem_minmax(0,1fr)] before:select-none before:pr-4 before:text-right before:text-faint before:content-[attr(data-line)]",
									wrong && "bg-red-soft before:text-red",
								)}
							>
								<span className="whitespace-pre-wrap break-words pr-3 pl-[2ch] [text-indent:-2ch]">
									{line.map((span, position) => (
										<span
											// biome-ignore lint/suspicious/noArrayIndexKey: the query never changes under the same view
											key={position}
											className={KIND[span.kind]}
										>
											{visibleCode(span.text)}
										</span>
									))}
									{"\n"}
								</span>
							</span>
						);
					})}
				</code>
			</pre>
		</div>
	);
}
