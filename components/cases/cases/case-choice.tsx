"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "@/components/client/api";
import { Field, Input } from "@/components/ui/field";
import type { CasePage } from "@/lib/cases/cases/schema";
import type { CaseName } from "@/lib/core/case-name";
import { visibleText } from "@/lib/core/visible-text";
import { SeverityMark, StatusMark } from "./case-marks";
import { CASES_KEY } from "./queries";

interface CaseChoiceProps {
	readonly label: string;
	/** Cases that are not offered. */
	readonly without: readonly string[];
	/** Open ones only. */
	readonly open?: boolean;
	readonly value: CaseName | null;
	readonly onChange: (chosen: CaseName) => void;
}

/** Chooses a case by its number or its words. */
export function CaseChoice({ label, without, open = false, value, onChange }: CaseChoiceProps) {
	const [text, setText] = useState("");
	const query = useQuery({
		queryKey: [...CASES_KEY, "choice", text.trim(), open],
		queryFn: ({ signal }) => {
			const search = new URLSearchParams({ limit: "8" });
			if (text.trim() !== "") search.set("text", text.trim());
			if (open) search.set("status", "open,contained,resolved");
			return request<CasePage>(`/api/cases?${search}`, { signal });
		},
		placeholderData: (known) => known,
	});
	const items = (query.data?.items ?? []).filter(({ id }) => !without.includes(id));
	return (
		<div className="flex flex-col gap-2">
			<Field id="case-choice" label={label} hint="Its number, or words of its title.">
				<Input
					id="case-choice"
					type="search"
					value={text}
					onChange={(event) => setText(event.target.value)}
					aria-describedby="case-choice-hint"
				/>
			</Field>
			<div role="radiogroup" aria-label="Cases" className="flex flex-col">
				{items.map((item) => (
					<label key={item.id} className="flex items-center gap-2 rounded-md px-1 py-1.5 hover:bg-hover">
						<input
							type="radio"
							name="case-choice"
							checked={value?.id === item.id}
							onChange={() => onChange(item)}
						/>
						<CaseLine of={item} />
					</label>
				))}
				{query.isSuccess && items.length === 0 ? <p className="text-muted">No case matches.</p> : null}
			</div>
		</div>
	);
}

/** A case in one line: number, title, and how it stands. */
export function CaseLine({ of }: { of: CaseName }) {
	return (
		<span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
			<span className="min-w-0 truncate">
				<span className="text-muted">#{of.number}</span>{" "}
				<bdi className="font-medium">{visibleText(of.title)}</bdi>
			</span>
			<span className="flex shrink-0 gap-3 text-sm">
				<StatusMark status={of.status} />
				<SeverityMark severity={of.severity} />
			</span>
		</span>
	);
}
