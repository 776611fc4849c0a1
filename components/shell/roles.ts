import type { Role } from "@/lib/identity/rules";

export const ROLE_NAME: Record<Role, string> = {
	viewer: "Viewer",
	analyst: "Analyst",
	lead: "Lead",
	admin: "Administrator",
};

/** What each role adds to the ones before it. */
export const ROLE_ADDS: Record<Role, string> = {
	viewer: "Reads findings, hunts and the workspace.",
	analyst: "Also decides findings, runs hunts, reads the audit and makes API tokens.",
	lead: "Also imports into the workspace and sees who works here.",
	admin: "Also manages people, their roles, everybody’s tokens, and webhooks.",
};
