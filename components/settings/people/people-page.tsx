"use client";

import { UserPlus, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { useMay, useMe } from "@/components/client/me";
import { DataTable } from "@/components/data-table/data-table";
import { useAppTable } from "@/components/data-table/table";
import { ListPage } from "@/components/parts/page/list-page";
import { isRefusal, RefusedPage } from "@/components/parts/page/refusal";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { EDGE_TABLE } from "@/components/ui/flush-table";
import { Notice } from "@/components/ui/notice";
import { AddPerson } from "./add-person";
import { PERSON_COLUMNS } from "./person-columns";
import type { PersonRow } from "./person-row";
import { usePeople } from "./queries";

const REFUSED = "You can’t see the people";

/** Who works here, as what, and how they sign in. */
export function PeoplePage() {
	return useMay("people.read") ? <People /> : <RefusedPage permission="people.read" title={REFUSED} />;
}

function People() {
	const me = useMe();
	const manages = useMay("people.manage");
	const list = usePeople();
	const [adding, setAdding] = useState(false);
	const rows = useMemo<PersonRow[]>(
		() =>
			(list.data?.items ?? []).map((person) => ({
				...person,
				workspaceChoices: list.data?.workspaces ?? [],
			})),
		[list.data],
	);
	const table = useAppTable({ data: rows, columns: PERSON_COLUMNS, enableSorting: false });
	if (isRefusal(list.error)) return <RefusedPage permission="people.read" title={REFUSED} />;
	return (
		<ListPage
			title="People"
			about="People, their roles, and how they sign in."
			query={list}
			failed="The people could not be loaded"
			action={
				manages ? (
					<Button size="md" variant="primary" icon={UserPlus} onClick={() => setAdding(true)}>
						Add person
					</Button>
				) : null
			}
			notice={me.open ? <OpenMode /> : null}
			list={
				<DataTable
					label="People"
					table={table}
					scroll={false}
					loading={list.isPending}
					className={EDGE_TABLE}
					empty={<EmptyState icon={Users} title="No people yet" />}
				/>
			}
		>
			{adding ? <AddPerson onClose={() => setAdding(false)} /> : null}
		</ListPage>
	);
}

/** How to leave the time in which everybody is the local administrator. */
function OpenMode() {
	return (
		<Notice title="No sign-in is set up yet" className="mx-3 sm:mx-4">
			<p>
				Anyone who can reach this machine works as the local administrator, and the audit can’t tell people
				apart. Either of these turns sign-in on:
			</p>
			<ul className="mt-1 list-disc pl-4">
				<li>
					your OpenID Connect provider, such as Entra ID: set <code>OIDC_ISSUER</code>,{" "}
					<code>OIDC_CLIENT_ID</code> and <code>OIDC_ROLES</code>, and start again;
				</li>
				<li>
					a password for the first administrator: add them here, or from this machine:{" "}
					{/* A line may end between its words, not in one of its options. */}
					<code>
						<span className="whitespace-nowrap">npm run person -- add LOGIN</span>{" "}
						<span className="whitespace-nowrap">--name NAME</span>{" "}
						<span className="whitespace-nowrap">--role admin</span>
					</code>
				</li>
			</ul>
			<p className="mt-1">
				<code>docs/sign-in.md</code> explains each step by step.
			</p>
		</Notice>
	);
}
