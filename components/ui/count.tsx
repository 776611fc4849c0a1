/** How many of something there are; a dash until it is known, for a zero would be a lie. */
export function Count({ value, className = "font-normal text-faint" }: CountProps) {
	return (
		<span className={className}>
			{value === undefined ? (
				<>
					<span aria-hidden>–</span>
					<span className="sr-only">loading</span>
				</>
			) : (
				value.toLocaleString("en")
			)}
		</span>
	);
}

interface CountProps {
	/** Undefined: not known yet. */
	readonly value: number | undefined;
	readonly className?: string;
}
