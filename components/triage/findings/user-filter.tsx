"use client";

import { Combobox } from "@base-ui/react/combobox";
import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { request } from "@/components/client/api";
import { FilterButton } from "@/components/parts/filters/choice-filter";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Spinner } from "@/components/ui/spinner";
import { useStableOrder } from "@/components/ui/stable-order";
import { visibleText } from "@/lib/core/visible-text";
import type { FindingUser } from "@/lib/triage/findings/schema";
import { FINDINGS_KEY } from "./queries";

interface UserFilterProps {
	/** Lower-cased UPNs. */
	readonly chosen: readonly string[];
	/** Only users with findings of these hunts. */
	readonly hunts: readonly string[] | undefined;
	readonly onChange: (chosen: readonly string[]) => void;
}

/** Type-ahead over the users that have findings, several at once. */
export function UserFilter({ chosen, hunts, onChange }: UserFilterProps) {
	const [open, setOpen] = useState(false);
	const [openings, setOpenings] = useState(0);
	const [typed, setTyped] = useState("");
	const text = useDeferredValue(typed.trim());
	const hunt = hunts?.join(",") ?? "";
	const search = new URLSearchParams({ text, limit: "50", ...(hunt === "" ? {} : { hunt }) });
	const users = useQuery({
		queryKey: [...FINDINGS_KEY, "users", hunt, text],
		queryFn: ({ signal }) => request<{ items: FindingUser[] }>(`/api/findings/users?${search}`, { signal }),
		placeholderData: (previous) => previous,
		enabled: open,
	});
	const found = users.data?.items;
	const byKey = useMemo(() => new Map(found?.map((user) => [user.key, user])), [found]);
	// Those chosen head the list when it opens, so that they can be taken away again. Then nothing moves.
	const keys = useMemo(() => {
		const known = found?.map((user) => user.key) ?? [];
		return text === "" ? [...chosen, ...known.filter((key) => !chosen.includes(key))] : known;
	}, [found, chosen, text]);
	// What is shown until the answer comes is of another text: its order does not count.
	const items = useStableOrder(keys, `${openings} ${hunt} ${users.isPlaceholderData ? "?" : "="} ${text}`);

	return (
		<Combobox.Root
			multiple
			items={items}
			filter={null}
			value={[...chosen]}
			onValueChange={(next) => onChange(next)}
			open={open}
			onOpenChange={(next) => {
				setOpen(next);
				if (next) setOpenings(openings + 1);
			}}
			inputValue={typed}
			onInputValueChange={(next, details) => {
				// Choosing one keeps what was typed, so that several can be picked from it.
				if (details.reason === "item-press") details.cancel();
				else setTyped(next);
			}}
		>
			<Combobox.Trigger
				render={<FilterButton label="User" count={chosen.length} />}
				aria-label={chosen.length === 0 ? "User" : `User, ${chosen.length} chosen`}
			/>
			<Combobox.Portal>
				<Combobox.Positioner align="start" sideOffset={4} className="z-50">
					<Combobox.Popup
						aria-label="Filter by user"
						aria-busy={users.isFetching}
						className="flex max-h-[min(24rem,var(--available-height))] w-88 max-w-[calc(100vw-1rem)] flex-col rounded-md bg-raised shadow-pop outline-none"
					>
						<div className="relative border-b p-1.5">
							<Combobox.Input
								aria-label="Users that have findings"
								placeholder="Name or address"
								className="h-7 w-full rounded-sm bg-transparent px-1.5 text-fg -outline-offset-1 placeholder:text-faint"
							/>
							{users.isFetching ? <Spinner className="absolute top-3 right-3 text-muted" /> : null}
						</div>
						{users.isError ? (
							<ProblemNotice
								error={users.error}
								title="The users could not be loaded"
								onRetry={() => void users.refetch()}
								className="m-1.5"
							/>
						) : null}
						<Combobox.Empty>
							{found !== undefined && items.length === 0 ? (
								<div className="px-3 py-3 text-muted">No user with findings matches.</div>
							) : null}
						</Combobox.Empty>
						<Combobox.List className="min-h-0 overflow-y-auto p-1 outline-none empty:p-0">
							{(key: string) => {
								const user = byKey.get(key);
								return (
									<Combobox.Item
										key={key}
										value={key}
										className="flex h-8 select-none items-center gap-2 rounded-sm px-2 outline-none data-highlighted:bg-hover"
									>
										<span className="flex size-3.5 shrink-0 items-center">
											<Combobox.ItemIndicator render={<Check aria-hidden className="size-3.5" />} />
										</span>
										<bdi className="flex-1 truncate" title={visibleText(user?.upn ?? key)}>
											{visibleText(user?.upn ?? key)}
										</bdi>
										{user === undefined ? null : (
											<span className="shrink-0 text-faint text-sm">
												{user.open > 0 ? `${user.open} open of ${user.findings}` : `${user.findings} decided`}
											</span>
										)}
									</Combobox.Item>
								);
							}}
						</Combobox.List>
					</Combobox.Popup>
				</Combobox.Positioner>
			</Combobox.Portal>
		</Combobox.Root>
	);
}
