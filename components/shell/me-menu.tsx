"use client";

import { Settings, UserRound } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuGroup, MenuLink } from "@/components/ui/menu";
import { useMe } from "./me";
import { ROLE_NAME } from "./roles";

/** Who works here and as what, and the way to the settings. */
export function MeMenu() {
	const me = useMe();
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
				{me.open ? <p className="mt-1 text-muted text-sm">Nobody signs in here.</p> : null}
			</div>
			<MenuGroup>
				<MenuLink icon={Settings} href="/settings">
					Settings
				</MenuLink>
			</MenuGroup>
		</Menu>
	);
}
