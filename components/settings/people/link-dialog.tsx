"use client";

import { useAnnounce } from "@/components/client/announcer";
import { request } from "@/components/client/api";
import { SelectField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import type { PersonDto } from "@/lib/platform/identity/people-schema";
import { PEOPLE_KEY, usePeople } from "./queries";

/** Asks which person an unverified name was. */
export function LinkDialog({ name, onDone }: { name: PersonDto; onDone: () => void }) {
	const announce = useAnnounce();
	const people = (usePeople().data?.items ?? []).filter(({ kind }) => kind !== "name" && kind !== "local");
	const form = useForm({
		id: "link",
		over: name,
		what: "person",
		values: ({ linkedTo }) => ({ to: linkedTo?.id ?? "" }),
		send: ({ to }, { id, version }) =>
			request<PersonDto>(`/api/people/${id}/link`, { method: "PUT", json: { to, version } }),
		invalidates: PEOPLE_KEY,
		onSent: () => {
			announce(`“${name.name}” is linked.`);
			onDone();
		},
	});
	const { theirs } = form.standing;
	const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "";
	return (
		<FormDialog
			form={form}
			size="sm"
			title={`Who was “${name.name}”?`}
			description="A name chosen before sign-in was set up. Records keep it and also show the person you choose."
			submit="Link"
			failed="The name was not linked"
			compare={
				theirs === null ? undefined : [["Person", theirs.linkedTo?.name ?? "", nameOf(form.values.to)]]
			}
			disabled={form.values.to === ""}
			onClose={onDone}
		>
			{people.length === 0 ? (
				<p>No one has signed in yet.</p>
			) : (
				<SelectField
					field={form.field("to")}
					label="Person"
					options={[
						{ value: "", label: "Choose a person" },
						...people.map(({ id, name: text, login }) => ({
							value: id,
							label: login === null ? text : `${text} (${login})`,
						})),
					]}
					className="w-full"
				/>
			)}
		</FormDialog>
	);
}
