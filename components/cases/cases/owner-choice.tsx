"use client";

import { UserRound, UserRoundCheck } from "lucide-react";
import { useMay, useMe } from "@/components/client/me";
import { AsOpened } from "@/components/parts/conflict/as-opened";
import { Button } from "@/components/ui/button";
import { Menu, MenuGroup, MenuItem } from "@/components/ui/menu";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { visibleText } from "@/lib/core/visible-text";
import { useCasePeople } from "./queries";
import type { CaseChanges } from "./use-case-change";

/** Whose case it is, and the ways to take or give it. */
export function OwnerChoice({ of, changes }: { of: CaseDetail; changes: CaseChanges }) {
	const me = useMe();
	const people = useCasePeople();
	const may = useMay("cases.work") && of.mergedInto === null;
	const give = (seen: CaseDetail, id: string | null, name: string) =>
		changes.change({
			of: seen,
			wish: { kind: "fields", fields: { ownerId: id } },
			done:
				id === null ? "Unassigned" : id === me.id ? "Assigned to you" : `Assigned to ${visibleText(name)}`,
			back: { kind: "fields", fields: { ownerId: seen.owner?.id ?? null } },
		});
	const name = of.owner === null ? "Unassigned" : of.owner.name;
	if (!may) return <span className="text-muted">{name}</span>;
	return (
		<span className="inline-flex items-center gap-1">
			<Menu
				trigger={
					<Button variant="ghost" icon={UserRound} aria-label={`Owner: ${name}`}>
						<bdi>{name}</bdi>
					</Button>
				}
			>
				<AsOpened value={of}>
					{(seen) => (
						<>
							<MenuGroup label="Assign to">
								{(people.data ?? []).map((person) => (
									<MenuItem
										key={person.id}
										disabled={person.id === seen.owner?.id}
										onClick={() => give(seen, person.id, person.name)}
									>
										<bdi>{visibleText(person.name)}</bdi>
									</MenuItem>
								))}
							</MenuGroup>
							{seen.owner === null ? null : (
								<MenuGroup>
									<MenuItem onClick={() => give(seen, null, "")}>Unassigned</MenuItem>
								</MenuGroup>
							)}
						</>
					)}
				</AsOpened>
			</Menu>
			{of.owner?.id === me.id ? null : (
				<Button icon={UserRoundCheck} onClick={() => give(of, me.id, me.name)}>
					Assign to me
				</Button>
			)}
		</span>
	);
}
