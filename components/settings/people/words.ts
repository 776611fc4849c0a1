import { Ban, CircleDashed, KeyRound, Link2, LockOpen, ShieldCheck } from "lucide-react";
import type { Look } from "@/components/ui/tag";
import type { PersonDto } from "@/lib/platform/identity/people-schema";

/** How somebody signs in, or why they do not. */
export function signInLook({ kind, disabled, linkedTo, role }: PersonDto): Look {
	if (disabled) return { label: "Disabled", icon: Ban, tone: "red" };
	switch (kind) {
		case "local":
			return { label: "While no sign-in is set up", icon: LockOpen, tone: "amber" };
		case "name":
			return linkedTo === null
				? { label: "Unverified name", icon: CircleDashed, tone: "neutral" }
				: { label: `Was ${linkedTo.name}`, icon: Link2, tone: "neutral" };
		case "none":
			return { label: "Never signed in", icon: CircleDashed, tone: "neutral" };
		case "provider":
			return role === null
				? { label: "No role", icon: Ban, tone: "red" }
				: { label: "Provider", icon: ShieldCheck, tone: "teal" };
		case "password":
			return { label: "Password", icon: KeyRound, tone: "teal" };
	}
}

/** The names of a person's workspaces; "All" for none in particular, "others" for those the reader may not see. */
export function workspaceNames(
	{ workspaces, otherWorkspaces }: Pick<PersonDto, "workspaces" | "otherWorkspaces">,
	known: readonly { readonly id: string; readonly name: string }[],
): string {
	const names = workspaces.map((id) => known.find((workspace) => workspace.id === id)?.name ?? id).join(", ");
	if (otherWorkspaces) return names === "" ? "Others only" : `${names} and others`;
	return names === "" ? "All" : names;
}
