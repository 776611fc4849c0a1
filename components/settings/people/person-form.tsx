"use client";

import { useAnnounce } from "@/components/client/announcer";
import { request } from "@/components/client/api";
import { type Choices, isNothing } from "@/components/parts/form/choices";
import { ChoicesField } from "@/components/parts/form/choices-field";
import { FormDialog } from "@/components/parts/form/form";
import { RoleField } from "@/components/parts/form/role-field";
import { useForm } from "@/components/parts/form/use-form";
import { ROLE_NAME } from "@/components/parts/page/roles";
import type { Role } from "@/lib/core/roles";
import type { PersonDto } from "@/lib/platform/identity/people-schema";
import type { PersonRow } from "./person-row";
import { PEOPLE_KEY } from "./queries";
import { workspaceNames } from "./words";

/** Asks for somebody's role and workspaces. */
export function PersonForm({ person, onDone }: { person: PersonRow; onDone: () => void }) {
	const announce = useAnnounce();
	const form = useForm({
		id: "person",
		over: person as PersonDto,
		what: "person",
		values: ({ role, workspaces }): { role: Role | null; workspaces: Choices } => ({
			role,
			workspaces: workspaces.length === 0 ? "all" : workspaces,
		}),
		check: ({ workspaces }) => ({
			workspaces: isNothing(workspaces) ? "Choose at least one workspace, or all of them." : null,
		}),
		send: ({ role, workspaces }, seen) =>
			request<PersonDto>(`/api/people/${person.id}`, {
				method: "PATCH",
				json: {
					version: seen.version,
					workspaces: workspaces === "all" ? [] : workspaces,
					...(role === null || role === seen.role ? {} : { role }),
				},
			}),
		invalidates: PEOPLE_KEY,
		onSent: () => {
			announce(`${person.name} is changed.`);
			onDone();
		},
	});
	const { theirs, seen } = form.standing;
	const { role, workspaces } = form.values;
	const names = (of: Pick<PersonDto, "workspaces" | "otherWorkspaces">) =>
		workspaceNames(of, person.workspaceChoices);
	const chosen = { workspaces: workspaces === "all" ? [] : workspaces, otherWorkspaces: false };
	return (
		<FormDialog
			form={form}
			title={person.name}
			description="What they may do, from their next request on."
			submit="Save"
			failed="The person was not changed"
			compare={
				theirs === null
					? undefined
					: [
							["Role", roleText(theirs.role), roleText(role)],
							["Workspaces", names(theirs), names(chosen)],
							["Sign-in", theirs.disabled ? "Disabled" : "Enabled", seen.disabled ? "Disabled" : "Enabled"],
						]
			}
			onClose={onDone}
		>
			<RoleField field={form.field("role")} />
			<ChoicesField
				field={form.field("workspaces")}
				legend="Workspaces"
				all="All workspaces"
				options={person.workspaceChoices.map(({ id, name }) => ({ value: id, label: name }))}
			/>
		</FormDialog>
	);
}

function roleText(role: Role | null): string {
	return role === null ? "None" : ROLE_NAME[role];
}
