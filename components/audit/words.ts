/** What a verb of the audit is called; one without a name here is shown as it is. */
const VERBS: Readonly<Record<string, string>> = {
	"audit.verify": "Verified the audit",
	"attachments.add": "Attached a file",
	"attachments.delete": "Deleted a file",
	"comments.add": "Commented on a case",
	"comments.edit": "Changed a comment",
	"comments.take-back": "Took a comment back",
	"findings.decide": "Decided a finding",
	"findings.undo": "Undid a decision",
	"hunts.cancel": "Cancelled a run",
	"hunts.ingest": "Stored a run’s findings",
	"hunts.run": "Started a run",
	"hunts.schedule": "Changed a schedule",
	"people.create": "Chose a name",
	"webhooks.create": "Created a webhook",
	"webhooks.delete": "Deleted a webhook",
	"webhooks.disable": "Disabled a webhook that is gone",
	"webhooks.pause": "Paused a failing webhook",
	"webhooks.replay": "Replayed deliveries",
	"webhooks.rotate": "Rotated a webhook’s secret",
	"webhooks.test": "Sent a test event",
	"webhooks.update": "Changed a webhook",
	"people.link": "Said who a name was",
	"people.sign-out": "Signed somebody out",
	"people.update": "Changed a person",
	"tasks.add": "Added a task",
	"tasks.apply-template": "Added a template’s tasks",
	"tasks.move": "Moved a task",
	"tasks.remove": "Removed a task",
	"tasks.update": "Changed a task",
	"templates.create": "Made a task template",
	"templates.delete": "Deleted a task template",
	"templates.update": "Changed a task template",
	"tokens.create": "Made an API token",
	"tokens.revoke": "Ended an API token",
	"workspace.import": "Imported a file",
};

const KINDS: Readonly<Record<string, string>> = {
	audit: "Audit",
	finding: "Finding",
	person: "Person",
	run: "Run",
	webhook: "Webhook",
	session: "Sign-in",
	token: "API token",
	workspace: "Workspace",
};

export function verbText(verb: string): string {
	return VERBS[verb] ?? verb;
}

export function kindText(kind: string): string {
	return KINDS[kind] ?? kind;
}

/** The page that shows what was changed, if there is one. */
export function targetHref(kind: string, id: string): string | null {
	if (kind === "finding") return `/findings?status=all&finding=${encodeURIComponent(id)}`;
	if (kind === "run") return `/runs/${encodeURIComponent(id)}`;
	if (kind === "webhook") return `/settings/webhooks/${encodeURIComponent(id)}`;
	if (kind === "person") return "/settings/people";
	if (kind === "token") return "/settings/tokens";
	if (kind === "workspace") return "/workspace";
	return null;
}

/** `decidedByName` as `decided by name`. */
export function fieldText(field: string): string {
	return field.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
}
