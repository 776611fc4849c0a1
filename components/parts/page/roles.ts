import type { Role } from "@/lib/core/roles";

export const ROLE_NAME: Record<Role, string> = {
	viewer: "Viewer",
	analyst: "Analyst",
	lead: "Lead",
	admin: "Administrator",
};
