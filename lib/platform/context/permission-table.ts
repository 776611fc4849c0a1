import type { Role } from "@/lib/core/roles";

export interface Rule {
	/** The least role that may. */
	readonly from: Role;
	/** Whether an API token may, as far as its role and its own limits allow. */
	readonly token: boolean;
	/** Whether the product itself may: jobs, start-up and commands on its machine. */
	readonly job: boolean;
	/** Not for anyone who is limited to workspaces: it is about all of them. */
	readonly everywhere?: true;
	/** What it is, as the start of a sentence. */
	readonly what: string;
}

/** Who may do what: the one table, asked by every verb before anything else and by the pages for what they show. */
export const PERMISSIONS = {
	"audit.read": { from: "analyst", token: true, job: true, what: "Reading the audit" },
	"cases.read": { from: "viewer", token: true, job: true, what: "Reading cases" },
	"cases.work": { from: "analyst", token: true, job: true, what: "Working on cases" },
	"cases.manage": {
		from: "lead",
		token: true,
		job: true,
		everywhere: true,
		what: "Managing task templates and deadlines",
	},
	"findings.read": { from: "viewer", token: true, job: true, what: "Reading findings" },
	"findings.decide": { from: "analyst", token: true, job: false, what: "Deciding findings" },
	"cases.moderate": { from: "lead", token: false, job: true, what: "Deleting others' comments" },
	"handovers.read": { from: "viewer", token: true, job: true, what: "Reading handovers" },
	"handovers.write": { from: "analyst", token: false, job: true, what: "Writing and reading back handovers" },
	"handovers.manage": { from: "lead", token: false, job: true, everywhere: true, what: "Planning shifts" },
	"hunts.read": { from: "viewer", token: true, job: true, what: "Reading hunts and their runs" },
	"hunts.run": { from: "analyst", token: true, job: true, what: "Running hunts" },
	"hunts.schedule": { from: "lead", token: true, job: true, what: "Scheduling hunts and backfilling" },
	"inbox.own": { from: "viewer", token: false, job: false, what: "Reading your inbox" },
	"installation.read": {
		from: "admin",
		token: true,
		job: true,
		everywhere: true,
		what: "Reading about the installation",
	},
	"people.read": { from: "lead", token: false, job: true, what: "Seeing people" },
	"people.manage": { from: "admin", token: false, job: true, what: "Managing people and their roles" },
	"sessions.own": { from: "viewer", token: false, job: false, what: "Managing your own sign-ins" },
	"tokens.own": { from: "analyst", token: false, job: false, what: "Creating your own API tokens" },
	"tokens.manage": { from: "admin", token: false, job: true, what: "Managing everyone's API tokens" },
	"webhooks.manage": { from: "admin", token: false, job: true, everywhere: true, what: "Managing webhooks" },
	"workspace.read": { from: "viewer", token: true, job: true, what: "Reading about the workspace" },
	"workspace.import": { from: "lead", token: true, job: true, what: "Importing into the workspace" },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];
