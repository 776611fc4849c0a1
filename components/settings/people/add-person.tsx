"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiProblem, request } from "@/components/client/api";
import { useMe } from "@/components/client/me";
import { RoleChoice } from "@/components/parts/form/role-choice";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SecretDialog } from "@/components/ui/secret-dialog";
import type { Role } from "@/lib/core/roles";
import type { CreatedPerson } from "@/lib/platform/identity/answers";
import { PEOPLE_KEY } from "./queries";

const FIELDS = ["login", "name"] as const;

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
	const [login, setLogin] = useState("");
	const [name, setName] = useState("");
	const [role, setRole] = useState<Role>(first ? "admin" : "analyst");
	const [problem, setProblem] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const inputs = { login: useRef<HTMLInputElement>(null), name: useRef<HTMLInputElement>(null) };
	const fault = (field: (typeof FIELDS)[number]) =>
		problem instanceof ApiProblem
			? problem.places.find((place) => place.field === field)?.message
			: undefined;
	const placed = FIELDS.some((field) => fault(field) !== undefined);

	const save = async () => {
		setBusy(true);
		setProblem(null);
		try {
			const made = await request<CreatedPerson>("/api/people", {
				method: "POST",
				json: { login, name, role },
			});
			if (!made.closedOpenMode) await queries.invalidateQueries({ queryKey: PEOPLE_KEY });
			onDone(made);
		} catch (error) {
			setBusy(false);
			setProblem(error);
			const wrong =
				error instanceof ApiProblem &&
				FIELDS.find((field) => error.places.some((place) => place.field === field));
			if (wrong) requestAnimationFrame(() => inputs[wrong].current?.focus());
		}
	};

	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title="Add a person"
			initialFocus={inputs.login}
			footer={
				<>
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="person-form" busy={busy}>
						Add the person
					</Button>
				</>
			}
		>
			<form
				id="person-form"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy) void save();
				}}
				className="flex flex-col gap-4"
			>
				{first ? (
					<Notice title="From then on everyone signs in">
						The first person is an administrator, who adds the others. The local administrator is turned off
						in every browser.
					</Notice>
				) : null}
				<Field id="person-login" label="Login" hint="A user name or a mail address." error={fault("login")}>
					<Input
						ref={inputs.login}
						id="person-login"
						value={login}
						maxLength={200}
						onChange={(event) => setLogin(event.target.value)}
						aria-describedby="person-login-hint"
						aria-invalid={fault("login") !== undefined}
						autoComplete="off"
						autoCapitalize="none"
						spellCheck={false}
					/>
				</Field>
				<Field id="person-name" label="Name" hint="Shown next to their decisions." error={fault("name")}>
					<Input
						ref={inputs.name}
						id="person-name"
						value={name}
						maxLength={200}
						onChange={(event) => setName(event.target.value)}
						aria-describedby="person-name-hint"
						aria-invalid={fault("name") !== undefined}
						autoComplete="off"
					/>
				</Field>
				{first ? null : <RoleChoice value={role} onChange={setRole} />}
				{problem !== null && !placed ? (
					<ProblemNotice error={problem} title="The person was not added" />
				) : null}
			</form>
		</Dialog>
	);
}
