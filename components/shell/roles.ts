import type { Role } from "@/lib/identity/rules";

export const ROLE_NAME: Record<Role, string> = {
	viewer: "Viewer",
	analyst: "Analyst",
	lead: "Lead",
	admin: "Administrator",
};
