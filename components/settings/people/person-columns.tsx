"use client";

import { useMe } from "@/components/client/me";
import { columnsOf } from "@/components/data-table/columns";
import { ROLE_NAME } from "@/components/parts/page/roles";
import { Ago } from "@/components/ui/ago";
import { LookMark } from "@/components/ui/tag";
import type { PersonDto } from "@/lib/platform/identity/people-schema";
import { PersonActions } from "./person-actions";
import type { PersonRow } from "./person-row";
import { signInLook, workspaceNames } from "./words";

const { list, phone, wide } = columnsOf<PersonRow>();

function SignIn({ person }: { person: PersonDto }) {
	return <LookMark look={signInLook(person)} />;
}

function Role({ person }: { person: PersonDto }) {
	const { open } = useMe();
	// Nobody is the local administrator any more.
	if (person.kind === "local" && !open) return <span className="text-faint">Not in force</span>;
	return person.role === null ? <span className="text-faint">None</span> : ROLE_NAME[person.role];
}

function Name({ person }: { person: PersonDto }) {
	return (
		<span className="flex min-w-0 flex-col">
			<bdi className="truncate font-medium">{person.name}</bdi>
			{person.login === null && person.linkedNames.length === 0 ? null : (
				<span className="truncate text-muted text-sm">
					{[person.login, ...person.linkedNames.map(({ name }) => `also “${name}”`)]
						.filter((part) => part !== null)
						.join(", ")}
				</span>
			)}
		</span>
	);
}

export const PERSON_COLUMNS = list([
	phone("Person", (person) => (
		<span className="flex min-w-0 items-center gap-2 py-1.5">
			<span className="flex min-w-0 flex-1 flex-col gap-0.5">
				<Name person={person} />
				<span className="flex items-center gap-3 text-muted text-sm">
					<Role person={person} />
					<SignIn person={person} />
				</span>
			</span>
			<PersonActions person={person} />
		</span>
	)),
	wide("name", "Person", (person) => (
		<span className="block py-1">
			<Name person={person} />
		</span>
	)),
	wide("role", "Role", (person) => <Role person={person} />, { width: "w-32" }),
	wide("sign-in", "Signs in", (person) => <SignIn person={person} />, { width: "w-48" }),
	wide(
		"workspaces",
		"Workspaces",
		(person) => (person.role === null ? null : workspaceNames(person, person.workspaceChoices)),
		{ className: "text-muted @max-5xl:hidden" },
	),
	wide(
		"sessions",
		"Browsers",
		(person) => (person.sessions === 0 ? null : person.sessions.toLocaleString("en")),
		{ label: "Signed-in browsers", width: "w-24", align: "end" },
	),
	wide("tokens", "Tokens", (person) => (person.tokens === 0 ? null : person.tokens.toLocaleString("en")), {
		label: "Valid API tokens",
		width: "w-22",
		align: "end",
	}),
	wide(
		"seen",
		"Last seen",
		(person) =>
			person.lastSeenAt === null ? (
				<span className="text-faint">Never</span>
			) : (
				<Ago value={person.lastSeenAt} />
			),
		{ width: "w-40", className: "pl-6 text-muted" },
	),
	wide("actions", "Actions", (person) => <PersonActions person={person} />, {
		width: "w-14",
		align: "end",
		className: "pr-3 sm:pr-4",
		unseen: true,
	}),
]);
