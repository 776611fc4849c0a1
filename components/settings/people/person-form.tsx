"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "@/components/client/announcer";
import { ApiProblem, request } from "@/components/client/api";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import { useSeen } from "@/components/parts/conflict/use-seen";
import { type Choices, isNothing } from "@/components/parts/form/choices";
import { ChoicesField } from "@/components/parts/form/choices-field";
import { RoleChoice } from "@/components/parts/form/role-choice";
import { ROLE_NAME } from "@/components/parts/page/roles";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Role } from "@/lib/core/roles";
import type { PersonDto } from "@/lib/platform/identity/people-schema";
import type { PersonRow } from "./person-row";
import { PEOPLE_KEY } from "./queries";
import { workspaceNames } from "./words";

/** Asks for somebody's role and workspaces. */
export function PersonForm({ person, onDone }: { person: PersonRow; onDone: () => void }) {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const [role, setRole] = useState(person.role);
	const [workspaces, setWorkspaces] = useState<Choices>(
		person.workspaces.length === 0 ? "all" : person.workspaces,
	);
	const [unchosen, setUnchosen] = useState(false);
	const { seen, theirs, refused, refuse, adopt } = useSeen<PersonDto>(person);
	const save = useMutation({
		mutationFn: () =>
			request<PersonDto>(`/api/people/${person.id}`, {
				method: "PATCH",
				json: {
					version: seen.version,
					workspaces: workspaces === "all" ? [] : workspaces,
					...(role === null || role === seen.role ? {} : { role }),
				},
			}),
		onSuccess: async () => {
			announce(`${person.name} is changed.`);
			await queries.invalidateQueries({ queryKey: PEOPLE_KEY });
			onDone();
		},
		onError: (error) => {
			const now = personOf(error);
			if (now !== null) refuse(now);
		},
	});
	const names = (ids: readonly string[]) => workspaceNames(ids, person.workspaceChoices);
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
				{theirs === null ? null : (
					<ChangedNotice
						what="person"
						refused={refused}
						differences={differences([
							["Role", roleText(theirs.role), roleText(role)],
							["Workspaces", names(theirs.workspaces), names(workspaces === "all" ? [] : workspaces)],
							["Sign-in", theirs.disabled ? "Disabled" : "Enabled", seen.disabled ? "Disabled" : "Enabled"],
						])}
						onTakeTheirs={() => {
							setRole(theirs.role);
							setWorkspaces(theirs.workspaces.length === 0 ? "all" : theirs.workspaces);
							adopt(theirs);
						}}
					/>
				)}
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
				{save.isError && personOf(save.error) === null ? (
					<ProblemNotice error={save.error} title="The person was not changed" />
				) : null}
			</div>
		</Dialog>
	);
}

/** The person as they are, where a write was refused because somebody had changed them. */
function personOf(error: unknown): PersonDto | null {
	return (error instanceof ApiProblem ? (error.document.person as PersonDto | undefined) : undefined) ?? null;
}

function roleText(role: Role | null): string {
	return role === null ? "None" : ROLE_NAME[role];
}
