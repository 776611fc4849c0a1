"use client";

import { useMe } from "@/components/client/me";
import { createAppColumnHelper } from "@/components/data-table/table";
import { ROLE_NAME } from "@/components/parts/page/roles";
import { Ago } from "@/components/ui/ago";
import { LookMark } from "@/components/ui/tag";
import type { PersonDto } from "@/lib/platform/identity/people-schema";
import { PersonActions } from "./person-actions";
import type { PersonRow } from "./person-row";
import { signInLook, workspaceNames } from "./words";

const helper = createAppColumnHelper<PersonRow>();

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

export const PERSON_COLUMNS = helper.columns([
	helper.display({
		id: "summary",
		header: "Person",
		cell: ({ row: { original: person } }) => (
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
		),
		meta: { label: "Person", on: "phone" },
	}),
	helper.accessor("name", {
		header: "Person",
		cell: ({ row }) => (
			<span className="block py-1">
				<Name person={row.original} />
			</span>
		),
		meta: { label: "Person", on: "wide" },
	}),
	helper.accessor("role", {
		header: "Role",
		cell: ({ row }) => <Role person={row.original} />,
		meta: { label: "Role", on: "wide", width: "w-32" },
	}),
	helper.display({
		id: "sign-in",
		header: "Signs in",
		cell: ({ row }) => <SignIn person={row.original} />,
		meta: { label: "Signs in", on: "wide", width: "w-48" },
	}),
	helper.accessor("workspaces", {
		header: "Workspaces",
		cell: ({ row: { original: person } }) =>
			person.role === null ? null : workspaceNames(person.workspaces, person.workspaceChoices),
		meta: { label: "Workspaces", on: "wide", className: "text-muted @max-5xl:hidden" },
	}),
	helper.accessor("sessions", {
		header: "Browsers",
		cell: ({ row }) => (row.original.sessions === 0 ? null : row.original.sessions.toLocaleString("en")),
		meta: { label: "Signed-in browsers", on: "wide", width: "w-24", align: "end" },
	}),
	helper.accessor("tokens", {
		header: "Tokens",
		cell: ({ row }) => (row.original.tokens === 0 ? null : row.original.tokens.toLocaleString("en")),
		meta: { label: "Valid API tokens", on: "wide", width: "w-22", align: "end" },
	}),
	helper.display({
		id: "seen",
		header: "Last seen",
		cell: ({ row: { original: person } }) =>
			person.lastSeenAt === null ? (
				<span className="text-faint">Never</span>
			) : (
				<Ago value={person.lastSeenAt} />
			),
		meta: { label: "Last seen", on: "wide", width: "w-40", className: "pl-6 text-muted" },
	}),
	helper.display({
		id: "actions",
		header: () => <span className="sr-only">Actions</span>,
		cell: ({ row }) => <PersonActions person={row.original} />,
		meta: { label: "Actions", on: "wide", width: "w-14", align: "end", className: "pr-3 sm:pr-4" },
	}),
]);
