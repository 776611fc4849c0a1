import { telemetry } from "./telemetry";

/** Names the verb that a request or a job asked for; a page that asks for several names the last. */
export function noteVerb(permission: string): void {
	telemetry()?.current()?.set({ "afterclick.verb": permission });
}

interface Change {
	readonly verb: string;
	readonly after?: unknown;
}

/** Counts what was recorded: every change by its verb, decisions also by verdict. */
export function countChanges(entries: readonly Change[]): void {
	const installed = telemetry();
	if (!installed) return;
	const changes = new Map<string, number>();
	const verdicts = new Map<string, number>();
	for (const { verb, after } of entries) {
		changes.set(verb, (changes.get(verb) ?? 0) + 1);
		if (verb !== "findings.decide") continue;
		const verdict = String((after as { verdict?: unknown } | undefined)?.verdict ?? "unknown");
		verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
	}
	for (const [verb, count] of changes)
		installed.count("afterclick.changes", count, { "afterclick.verb": verb });
	for (const [verdict, count] of verdicts) {
		installed.count("afterclick.decisions", count, { "afterclick.verdict": verdict });
	}
}
