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
	const path = `/api/people/${person.id}`;
	const act = async (done: string, path: string, method: "PATCH" | "PUT" | "DELETE", json?: unknown) => {
		await request<PersonDto>(path, { method, ...(json === undefined ? {} : { json }) });
		announce(done);
		close();
		await queries.invalidateQueries({ queryKey: PEOPLE_KEY });
	};
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
			{open === "unlink" ? (
				<Confirm
					title={`Remove the link of “${person.name}”?`}
					confirm="Remove the link"
					problemTitle="The link was not removed"
					act={() => act("The link is removed.", `${path}/link`, "PUT", { to: null, version: seen.version })}
					onClose={close}
				>
					Decisions made under the name then show only the name again.
				</Confirm>
			) : null}
			{open === "sign-out" ? (
				<Confirm
					title={`Sign ${person.name} out everywhere?`}
					confirm="Sign out"
					problemTitle="The person was not signed out"
					act={() => act(`${person.name} is signed out.`, `${path}/sessions`, "DELETE")}
					onClose={close}
				>
					{person.sessions === 1 ? "Their browser is" : `Their ${person.sessions} browsers are`} asked to sign
					in again. Their API tokens stay valid.
				</Confirm>
			) : null}
			{open === "disable" ? (
				<Confirm
					title={`Disable ${person.name}?`}
					confirm="Disable"
					danger
					problemTitle="The person was not disabled"
					act={() =>
						act(`${person.name} is disabled.`, path, "PATCH", { disabled: true, version: seen.version })
					}
					onClose={close}
				>
					They are signed out at once, can’t sign in, and their API tokens are revoked. Their decisions and
					records stay.
				</Confirm>
			) : null}
			{open === "enable" ? (
				<Confirm
					title={`Enable ${person.name}?`}
					confirm="Enable"
					problemTitle="The person was not enabled"
					act={() =>
						act(`${person.name} is enabled.`, path, "PATCH", { disabled: false, version: seen.version })
					}
					onClose={close}
				>
					They can sign in again. Their API tokens stay revoked.
				</Confirm>
			) : null}
		</>
	);
}
