"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "@/components/api";
import { type Choices, isNothing } from "@/components/settings/choices";
import { ChoicesField } from "@/components/settings/choices-field";
import { RoleChoice } from "@/components/settings/role-choice";
import { useAnnounce } from "@/components/shell/announcer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { PersonDto } from "@/lib/identity/people-schema";
import type { PersonRow } from "./person-columns";
import { PEOPLE_KEY } from "./queries";

/** Asks for somebody's role and workspaces. */
export function PersonForm({ person, onDone }: { person: PersonRow; onDone: () => void }) {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const [role, setRole] = useState(person.role);
	const [workspaces, setWorkspaces] = useState<Choices>(
		person.workspaces.length === 0 ? "all" : person.workspaces,
	);
	const [unchosen, setUnchosen] = useState(false);
	const save = useMutation({
		mutationFn: () =>
			request<PersonDto>(`/api/people/${person.id}`, {
				method: "PATCH",
				json: {
					workspaces: workspaces === "all" ? [] : workspaces,
					...(role === null || role === person.role ? {} : { role }),
				},
			}),
		onSuccess: async () => {
			announce(`${person.name} is changed.`);
			await queries.invalidateQueries({ queryKey: PEOPLE_KEY });
			onDone();
		},
	});
	const submit = () => {
		setUnchosen(isNothing(workspaces));
		if (!isNothing(workspaces)) save.mutate();
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onDone()}
			title={person.name}
			description="What they may do, from their next request on."
			footer={
				<>
					<Button size="md" onClick={onDone}>
						Cancel
					</Button>
					<Button size="md" variant="primary" busy={save.isPending} onClick={submit}>
						Save
					</Button>
				</>
			}
		>
			<div className="flex flex-col gap-4">
				<RoleChoice value={role} onChange={setRole} />
				<ChoicesField
					id="person-workspaces"
					legend="Workspaces"
					all="All workspaces"
					options={person.workspaceChoices.map(({ id, name }) => ({ value: id, label: name }))}
					value={workspaces}
					error={
						unchosen && isNothing(workspaces) ? "Choose at least one workspace, or all of them." : undefined
					}
					onChange={setWorkspaces}
				/>
				{save.isError ? <ProblemNotice error={save.error} title="Nothing was changed" /> : null}
			</div>
		</Dialog>
	);
}
