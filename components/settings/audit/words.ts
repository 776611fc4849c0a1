const KINDS: Readonly<Record<string, string>> = {
	audit: "Audit",
	case: "Case",
	finding: "Finding",
	handover: "Handover",
	hunt: "Hunt",
	person: "Person",
	run: "Run",
	session: "Sign-in",
	settings: "Settings",
	token: "API token",
	webhook: "Webhook",
	workspace: "Workspace",
};

export function kindText(kind: string): string {
	return KINDS[kind] ?? kind;
}
