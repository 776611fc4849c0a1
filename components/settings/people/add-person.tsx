"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMe } from "@/components/client/me";
import { TextField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { RoleField } from "@/components/parts/form/role-field";
import { useForm } from "@/components/parts/form/use-form";
import { Notice } from "@/components/ui/notice";
import { SecretDialog } from "@/components/ui/secret-dialog";
import type { Role } from "@/lib/core/roles";
import type { CreatedPerson } from "@/lib/platform/identity/answers";
import { PEOPLE_KEY } from "./queries";

/** Asks who shall sign in here with a password and as what, then shows the password to hand over. */
export function AddPerson({ onClose }: { onClose: () => void }) {
	const [made, setMade] = useState<CreatedPerson | null>(null);
	if (made === null) return <PersonForm onDone={setMade} onClose={onClose} />;
	return (
		<SecretDialog
			title={`${made.login} can sign in`}
			label="One-time password"
			secret={made.oneTimePassword ?? ""}
			copyLabel="Copy the password"
			hint={
				made.closedOpenMode
					? "It has to be changed at the first sign-in. From now on everyone signs in, in this browser too."
					: "Hand it over. It has to be changed at the first sign-in."
			}
			doneLabel={made.closedOpenMode ? "Sign in" : "Done"}
			onClose={() => {
				onClose();
				// Anyone who worked here as the local administrator is nobody now, in every page that is open.
				if (made.closedOpenMode) window.location.assign("/sign-in?returnTo=/settings/people");
			}}
		/>
	);
}

interface PersonFormProps {
	readonly onDone: (made: CreatedPerson) => void;
	readonly onClose: () => void;
}

function PersonForm({ onDone, onClose }: PersonFormProps) {
	const { open: first } = useMe();
	const queries = useQueryClient();
	const form = useForm({
		id: "person",
		values: (): { login: string; name: string; role: Role | null } => ({
			login: "",
			name: "",
			role: first ? "admin" : "analyst",
		}),
		send: async (json) => {
			const made = await request<CreatedPerson>("/api/people", { method: "POST", json });
			if (!made.closedOpenMode) await queries.invalidateQueries({ queryKey: PEOPLE_KEY });
			return made;
		},
		onSent: onDone,
	});
	return (
		<FormDialog
			form={form}
			title="Add a person"
			submit="Add the person"
			failed="The person was not added"
			onClose={onClose}
		>
			{first ? (
				<Notice title="From then on everyone signs in">
					The first person is an administrator, who adds the others. The local administrator is turned off in
					every browser.
				</Notice>
			) : null}
			<TextField
				field={form.field("login")}
				label="Login"
				hint="A user name or a mail address."
				maxLength={200}
				autoCapitalize="none"
				spellCheck={false}
			/>
			<TextField
				field={form.field("name")}
				label="Name"
				hint="Shown next to their decisions."
				maxLength={200}
			/>
			{first ? null : <RoleField field={form.field("role")} />}
		</FormDialog>
	);
}
