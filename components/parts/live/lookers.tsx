"use client";

import { Eye, WifiOff } from "lucide-react";
import { Mark } from "@/components/ui/tag";
import { visibleText } from "@/lib/core/visible-text";
import { useLive } from "./live-provider";

/** Who else looks at the same case; or that this page hears of nobody at the moment. */
export function Lookers() {
	const { lookers, lost } = useLive();
	if (lost) {
		return (
			<Mark icon={WifiOff} tone="amber">
				Not live: connecting again
			</Mark>
		);
	}
	if (lookers.length === 0) return null;
	const names = lookers.slice(0, 3).map(({ name }) => visibleText(name));
	const more = lookers.length - names.length;
	return (
		<span role="status">
			<Mark icon={Eye} tone="teal">
				{names.join(", ")}
				{more > 0 ? ` and ${more} more` : ""} {lookers.length === 1 ? "is" : "are"} also viewing
			</Mark>
		</span>
	);
}
