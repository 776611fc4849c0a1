"use client";

import { LogOut, Settings, UserRound } from "lucide-react";
import { useMe } from "@/components/client/me";
import { useSignOut } from "@/components/parts/page/use-sign-out";
import { Button } from "@/components/ui/button";
import { Menu, MenuGroup, MenuItem, MenuLink } from "@/components/ui/menu";
import { ROLE_NAME } from "./roles";

/** Who works here and as what, the way to the settings, and out. */
export function MeMenu() {
	const me = useMe();
	const signOut = useSignOut();
	return (
		<Menu
			align="end"
			trigger={
				<Button variant="ghost" icon={UserRound} aria-label={me.name}>
					<bdi className="max-w-40 truncate max-sm:sr-only">{me.name}</bdi>
				</Button>
			}
		>
			<div className="max-w-72 px-2 pt-1 pb-1.5">
				<bdi className="block truncate font-medium">{me.name}</bdi>
				<p className="text-muted text-sm">
					{ROLE_NAME[me.role]}
					{me.workspaces === null ? null : ` in ${me.workspaces.join(", ")}`}
				</p>
				{me.open ? <p className="mt-1 text-muted text-sm">No sign-in is set up.</p> : null}
			</div>
			<MenuGroup>
				<MenuLink icon={Settings} href="/settings">
					Settings
				</MenuLink>
				{me.open ? null : (
					<MenuItem icon={LogOut} onClick={() => signOut.mutate(false)}>
						Sign out
					</MenuItem>
				)}
			</MenuGroup>
		</Menu>
	);
}
