"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "@/components/client/announcer";
import { request } from "@/components/client/api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import type { PersonDto } from "@/lib/platform/identity/people-schema";
import { PEOPLE_KEY, usePeople } from "./queries";

/** Asks which person an unverified name was. */
export function LinkDialog({ name, onDone }: { name: PersonDto; onDone: () => void }) {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const people = usePeople();
	const choices = (people.data?.items ?? []).filter(({ kind }) => kind !== "name" && kind !== "local");
	const [seen] = useState(name);
	const [chosen, setChosen] = useState(name.linkedTo?.id ?? "");
	const link = useMutation({
		mutationFn: () =>
			request<PersonDto>(`/api/people/${seen.id}/link`, {
				method: "PUT",
				json: { to: chosen, version: seen.version },
			}),
		onSuccess: async () => {
			announce(`“${name.name}” is linked.`);
			await queries.invalidateQueries({ queryKey: PEOPLE_KEY });
			onDone();
		},
	});
	return (
		<Dialog
			open
			size="sm"
			onOpenChange={(open) => !open && onDone()}
			title={`Who was “${name.name}”?`}
			description="A name chosen before sign-in was set up. Records keep it and also show the person you choose."
			footer={
				<>
					<Button size="md" onClick={onDone}>
						Cancel
					</Button>
					<Button
						size="md"
						variant="primary"
						disabled={chosen === ""}
						busy={link.isPending}
						onClick={() => link.mutate()}
					>
						Link
					</Button>
				</>
			}
		>
			{choices.length === 0 ? (
				<p>No one has signed in yet.</p>
			) : (
				<Select
					label="Person"
					value={chosen}
					options={[
						{ value: "", label: "Choose a person" },
						...choices.map(({ id, name: text, login }) => ({
							value: id,
							label: login === null ? text : `${text} (${login})`,
						})),
					]}
					onValueChange={setChosen}
					className="w-full"
				/>
			)}
			{link.isError ? (
				<ProblemNotice error={link.error} title="The name was not linked" className="mt-3" />
			) : null}
		</Dialog>
	);
}
