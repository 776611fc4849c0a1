/** A remedy in which `commands` stand in backquotes. */
export function RemedyText({ text }: { text: string }) {
	// Every second part stood between two of them.
	return text.split("`").map((part, index) =>
		index % 2 === 0 ? (
			part
		) : (
			// biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change their order
			<code key={index} className="break-words text-fg">
				{part}
			</code>
		),
	);
}
