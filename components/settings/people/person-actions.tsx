"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Ban, Ellipsis, Link2, LogOut, Pencil, RotateCcw, Unlink } from "lucide-react";
import { useState } from "react";
import { useAnnounce } from "@/components/client/announcer";
import { request } from "@/components/client/api";
import { useMay, useMe } from "@/components/client/me";
import { Confirm } from "@/components/parts/form/confirm";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { PersonDto } from "@/lib/platform/identity/people-schema";
import { LinkDialog } from "./link-dialog";
import { PersonForm } from "./person-form";
import type { PersonRow } from "./person-row";
import { PEOPLE_KEY } from "./queries";

type Open = "edit" | "sign-out" | "disable" | "enable" | "link" | "unlink" | null;

/** What an administrator can do about somebody; nothing about themselves or everybody's local administrator. */
export function PersonActions({ person }: { person: PersonRow }) {
	const me = useMe();
	const manages = useMay("people.manage");
	const queries = useQueryClient();
	const announce = useAnnounce();
	const [open, setOpenOnly] = useState<Open>(null);
	// As they were when the dialog opened: what is sent is about what the person saw.
	const [seen, setSeen] = useState(person);
	const setOpen = (what: Open) => {
		setSeen(person);
		setOpenOnly(what);
	};
	if (!manages || !person.manageable || person.kind === "local" || person.id === me.id) return null;
	const close = () => setOpen(null);
	const asked = open === null || open === "edit" || open === "link" ? null : askOf(open, seen);
	return (
		<>
			<Menu align="end" trigger={<IconButton label={`Actions for ${person.name}`} icon={Ellipsis} />}>
				{person.kind === "name" ? (
					<>
						<MenuItem icon={Link2} onClick={() => setOpen("link")}>
							Link to a person…
						</MenuItem>
						<MenuItem icon={Unlink} disabled={person.linkedTo === null} onClick={() => setOpen("unlink")}>
							Remove the link…
						</MenuItem>
					</>
				) : (
					<>
						<MenuItem icon={Pencil} onClick={() => setOpen("edit")}>
							Role and workspaces…
						</MenuItem>
						<MenuItem icon={LogOut} disabled={person.sessions === 0} onClick={() => setOpen("sign-out")}>
							Sign out everywhere…
						</MenuItem>
						{person.disabled ? (
							<MenuItem icon={RotateCcw} onClick={() => setOpen("enable")}>
								Enable…
							</MenuItem>
						) : (
							<MenuItem icon={Ban} onClick={() => setOpen("disable")}>
								Disable…
							</MenuItem>
						)}
					</>
				)}
			</Menu>
			{open === "edit" ? <PersonForm person={person} onDone={close} /> : null}
			{open === "link" ? <LinkDialog name={person} onDone={close} /> : null}
			{asked === null ? null : (
				<Confirm
					title={asked.title}
					confirm={asked.confirm}
					danger={open === "disable"}
					problemTitle={asked.failed}
					act={async () => {
						const { path, method, json } = asked;
						await request(`/api/people/${person.id}${path}`, {
							method,
							...(json === undefined ? {} : { json }),
						});
						announce(asked.done);
						close();
						await queries.invalidateQueries({ queryKey: PEOPLE_KEY });
					}}
					onClose={close}
				>
					{asked.text}
				</Confirm>
			)}
		</>
	);
}

interface Ask {
	readonly title: string;
	readonly confirm: string;
	readonly text: string;
	readonly failed: string;
	/** Read out afterwards. */
	readonly done: string;
	/** Behind the person's own. */
	readonly path: string;
	readonly method: "PATCH" | "PUT" | "DELETE";
	readonly json?: unknown;
}

/** What is asked before it is done, and how it is done. */
function askOf(what: "unlink" | "sign-out" | "disable" | "enable", person: PersonDto): Ask {
	const { name, version, sessions } = person;
	switch (what) {
		case "unlink":
			return {
				title: `Remove the link of “${name}”?`,
				confirm: "Remove the link",
				text: "Decisions made under the name then show only the name again.",
				failed: "The link was not removed",
				done: "The link is removed.",
				path: "/link",
				method: "PUT",
				json: { to: null, version },
			};
		case "sign-out":
			return {
				title: `Sign ${name} out everywhere?`,
				confirm: "Sign out",
				text: `${sessions === 1 ? "Their browser is" : `Their ${sessions} browsers are`} asked to sign in again. Their API tokens stay valid.`,
				failed: "The person was not signed out",
				done: `${name} is signed out.`,
				path: "/sessions",
				method: "DELETE",
			};
		case "disable":
			return {
				title: `Disable ${name}?`,
				confirm: "Disable",
				text: "They are signed out at once, can’t sign in, and their API tokens are revoked. Their decisions and records stay.",
				failed: "The person was not disabled",
				done: `${name} is disabled.`,
				path: "",
				method: "PATCH",
				json: { disabled: true, version },
			};
		case "enable":
			return {
				title: `Enable ${name}?`,
				confirm: "Enable",
				text: "They can sign in again. Their API tokens stay revoked.",
				failed: "The person was not enabled",
				done: `${name} is enabled.`,
				path: "",
				method: "PATCH",
				json: { disabled: false, version },
			};
	}
}
