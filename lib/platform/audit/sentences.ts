/** Every audit verb as a sentence about its row: what follows the actor's name. */
import { fieldChanges } from "./changes";

/** What a sentence is told of. */
export interface SentenceRow {
	readonly targetKind: string;
	readonly targetId: string;
	readonly before: unknown;
	readonly after: unknown;
}

/** A piece of a sentence: words, the row's target, or something else that is named, with the way to it. */
export type Part =
	| string
	| { readonly target: true }
	/** `text` where its name isn't known. */
	| { readonly kind: "person" | "case" | "hunt"; readonly id: string; readonly text: string }
	| { readonly text: string; readonly href: string };

export type Sentence = readonly Part[];

const TARGET = { target: true } as const;

/** A sentence from a template: empty pieces are left out. */
function say(words: TemplateStringsArray, ...parts: readonly (Part | Sentence | number)[]): Sentence {
	return words
		.flatMap((text, index): Part[] => {
			const part = parts[index];
			if (part === undefined) return [text];
			if (typeof part === "number") return [text, part.toLocaleString("en")];
			return [text, ...(isSentence(part) ? part : [part])];
		})
		.filter((part) => part !== "");
}

function isSentence(part: Part | Sentence): part is Sentence {
	return Array.isArray(part);
}

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields =>
	typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown, unknown = "another state"): string =>
	text(value)?.replaceAll("_", " ") ?? unknown;
const quoted = (value: unknown): string => (text(value) === null ? "" : ` “${text(value)}”`);

function counted(value: unknown, one: string, many = `${one}s`): string {
	const count = typeof value === "number" ? value : 0;
	return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

function caseNumber(value: unknown): Part {
	return typeof value === "number" ? { text: `case #${value}`, href: `/cases/${value}` } : "a case";
}

const SILENT = /(^|\.)(version|.*Id|.*Ids|.*By|id)$/;

/** Whether a field only repeats another, or is one that no person reads, such as an id. */
export function isSilentField(field: string): boolean {
	return SILENT.test(field);
}

/** Which fields a row changed, as words: "owner, due date and 2 more". */
export function changedFields(row: SentenceRow): string {
	const names = [
		...new Set(
			fieldChanges(row.before, row.after)
				.map(({ field }) => field.split(".")[0] ?? "")
				.filter((field) => field !== "" && !SILENT.test(field))
				.map(fieldWords),
		),
	];
	if (names.length === 0) return "";
	const shown = names.slice(0, names.length > 3 ? 2 : 3);
	const rest = names.length - shown.length;
	const all = rest > 0 ? [...shown, `${rest} more`] : shown;
	return all.length === 1 ? String(all[0]) : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
	known: "what we know",
	dueAt: "due date",
	ownerName: "owner",
	tlp: "TLP",
	nextActionAt: "time of the next action",
	nextActionOwnerName: "owner of the next action",
	kql: "query",
};

/** `decidedByName` as `decided by`. */
export function fieldWords(field: string): string {
	const known = FIELD_WORDS[field];
	if (known !== undefined) return known;
	return field
		.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
		.replaceAll("_", " ")
		.replace(/(\S) name$/, "$1");
}

/** "changed the owner and due date of", or "changed" where no field can be named. */
function changed(row: SentenceRow, what: Part | Sentence): Sentence {
	const names = changedFields(row);
	return names === "" ? say`changed ${what}` : say`changed the ${names} of ${what}`;
}

function decided(row: SentenceRow): Sentence {
	const { status, caseId } = fields(row.after);
	if (status === "escalated") {
		const id = text(caseId);
		return id === null
			? say`escalated the ${TARGET}`
			: say`escalated the ${TARGET} to ${{ kind: "case", id, text: "a case" }}`;
	}
	return say`marked the ${TARGET} as ${words(status)}`;
}

function statusSet(row: SentenceRow): Sentence {
	const { status, classification } = fields(row.after);
	if (status === "closed") {
		return text(classification) === null
			? say`closed ${TARGET}`
			: say`closed ${TARGET} as ${words(classification)}`;
	}
	return fields(row.before).status === "closed"
		? say`reopened ${TARGET}`
		: say`set ${TARGET} to ${words(status)}`;
}

/** The findings a row of a case counts or lists; a case created with some was an escalation. */
function findingsOf(row: SentenceRow): number {
	const { findings, findingIds, count } = fields(row.after);
	if (typeof findings === "number") return findings;
	return Array.isArray(findingIds) ? findingIds.length : typeof count === "number" ? count : 0;
}

function personUpdated(row: SentenceRow): Sentence {
	const before = fields(row.before);
	const after = fields(row.after);
	if (before.disabled !== after.disabled && typeof after.disabled === "boolean") {
		return after.disabled ? say`disabled ${TARGET}` : say`enabled ${TARGET} again`;
	}
	if (before.role !== after.role && text(after.role) !== null) {
		return text(before.role) === null
			? say`gave ${TARGET} the role ${words(after.role)}`
			: say`changed the role of ${TARGET} from ${words(before.role)} to ${words(after.role)}`;
	}
	return changed(row, TARGET);
}

/** By verb. A verb without a sentence can't be recorded: `AuditEntry` takes only these. */
export const SENTENCES = {
	"attachments.add": (row) => say`attached the file${quoted(fields(row.after).name)} to ${TARGET}`,
	"attachments.delete": (row) => say`deleted the file${quoted(fields(row.before).name)} from ${TARGET}`,
	"audit.verify": (row) =>
		fields(row.after).outcome === "broken"
			? say`verified the audit and found it broken`
			: say`verified the audit through row ${Number(fields(row.after).through ?? 0)}`,
	"cases.add-entity": (row) =>
		say`added the ${words(fields(row.after).kind, "entity")}${quoted(fields(row.after).value)} to ${TARGET}`,
	"cases.add-findings": (row) =>
		fields(row.after).decisionId === undefined
			? say`added ${counted(findingsOf(row), "finding")} to ${TARGET}`
			: say`escalated ${counted(findingsOf(row), "finding")} to ${TARGET}`,
	"cases.change_deadlines": (row) => changed(row, "the deadlines of cases"),
	"cases.create": (row) =>
		fields(row.after).decisionId !== undefined
			? say`escalated ${counted(findingsOf(row), "finding")} to the new ${TARGET}`
			: findingsOf(row) === 0
				? say`created ${TARGET}`
				: say`created ${TARGET} with ${counted(findingsOf(row), "finding")}`,
	"cases.deadline_passed": (row) => {
		const targets = list(fields(row.after).targets)
			.map((target) => words(target, "one"))
			.join(", ");
		return say`found a deadline of ${TARGET} missed${targets === "" ? "" : `: ${targets}`}`;
	},
	"cases.hold_incident": (row) =>
		fields(row.after).holds === true
			? say`stopped the sync of ${TARGET} with Sentinel`
			: say`resumed the sync of ${TARGET} with Sentinel`,
	"cases.incident_changed": () => say`found the Sentinel incident of ${TARGET} changed there`,
	"cases.incident_pushed": (row) => {
		const { number } = fields(row.after);
		return say`created ${typeof number === "number" ? `Sentinel incident ${number}` : "a Sentinel incident"} for ${TARGET}`;
	},
	"cases.link": (row) => linked(row, "linked", "to"),
	"cases.merge": (row) => {
		const { from, into, fromId } = fields(row.after);
		return fromId === row.targetId
			? say`merged ${TARGET} into ${caseNumber(into)}`
			: say`merged ${caseNumber(from)} into ${TARGET}`;
	},
	"cases.move-findings": (row) => {
		const { from, into } = fields(row.after);
		return say`moved ${counted(findingsOf(row), "finding")} from ${caseNumber(from)} to ${caseNumber(into)}`;
	},
	"cases.push": () => say`sent ${TARGET} to Sentinel`,
	"cases.remove": () => say`removed ${TARGET}, which undoing the escalation left empty`,
	"cases.remove-entity": (row) =>
		say`removed the ${words(fields(row.before).kind, "entity")}${quoted(fields(row.before).value)} from ${TARGET}`,
	"cases.remove-findings": (row) => say`took ${counted(findingsOf(row), "finding")} out of ${TARGET}`,
	"cases.report": (row) =>
		say`exported the report of ${TARGET}${fields(row.after).form === undefined ? "" : ` (${words(fields(row.after).form)})`}`,
	"cases.set-status": statusSet,
	"cases.undo-status": (row) =>
		say`undid the last change of status of ${TARGET}, which is ${words(fields(row.after).status)} again`,
	"cases.unlink": (row) => linked(row, "unlinked", "from"),
	"cases.unmerge": (row) => {
		const { from, into, fromId } = fields(row.after);
		return fromId === row.targetId
			? say`split ${TARGET} from ${caseNumber(into)} again`
			: say`split ${caseNumber(from)} from ${TARGET} again`;
	},
	"cases.update": (row) => changed(row, TARGET),
	"cases.watch": (row) => {
		const { personId, watching } = fields(row.after);
		const id = text(personId);
		const who: Part = id === null ? "somebody" : { kind: "person", id, text: "a person" };
		return watching === true
			? say`added ${who} to the watchers of ${TARGET}`
			: say`removed ${who} from the watchers of ${TARGET}`;
	},
	"comments.add": () => say`commented on ${TARGET}`,
	"comments.edit": () => say`edited a comment on ${TARGET}`,
	"comments.take-back": (row) => {
		const author = text(fields(row.before).author);
		return author === null
			? say`deleted a comment on ${TARGET}`
			: say`deleted a comment by ${author} on ${TARGET}`;
	},
	"findings.decide": decided,
	"findings.undo": (row) =>
		say`undid the decision on the ${TARGET}, which is ${words(fields(row.after).status ?? "new")} again`,
	"handovers.acknowledge": (row) => {
		const { accepted, declined } = fields(row.after);
		return say`acknowledged ${TARGET}${typeof accepted === "number" ? `: ${accepted} accepted, ${Number(declined ?? 0)} declined` : ""}`;
	},
	"handovers.addendum": () => say`added an addendum to ${TARGET}`,
	"handovers.answer": (row) => {
		const { answer } = fields(row.after);
		if (answer === "accepted") return say`accepted an item of ${TARGET}`;
		if (answer === "declined") return say`declined an item of ${TARGET}`;
		return answer === "asked" ? say`asked about an item of ${TARGET}` : say`answered an item of ${TARGET}`;
	},
	"handovers.change_plan": (row) => changed(row, "the shift plan"),
	"handovers.escalate": (row) => {
		const { minutes } = fields(row.after);
		return say`notified the leads that nobody has acknowledged ${TARGET}${typeof minutes === "number" ? ` for ${counted(minutes, "minute")}` : ""}`;
	},
	"handovers.export": (row) =>
		say`exported ${TARGET}${text(fields(row.after).format) === null ? "" : ` as ${words(fields(row.after).format)}`}`,
	"handovers.open": () => say`started ${TARGET}`,
	"handovers.receivers": (row) => {
		const { receivers } = fields(row.after);
		const names = Array.isArray(receivers) ? receivers.map((name) => String(name)).join(", ") : "";
		return say`handed ${TARGET} over to ${names === "" ? "nobody by name" : names}`;
	},
	"handovers.reply": () => say`replied about an item of ${TARGET}`,
	"handovers.sign": () => say`signed ${TARGET}`,
	"handovers.write": (row) =>
		fields(row.after).summary !== undefined
			? say`edited the summary of ${TARGET}`
			: say`edited an item of ${TARGET}`,
	"hunts.cancel": () => say`cancelled the ${TARGET}`,
	"hunts.continue": () => say`resumed the ${TARGET}`,
	"hunts.ingest": (row) => {
		const found = fields(row.after);
		return say`stored the findings of the ${TARGET}${typeof found.new === "number" ? `: ${found.new.toLocaleString("en")} new` : ""}`;
	},
	"hunts.pause": () => say`paused the ${TARGET}`,
	"hunts.run": (row) =>
		fields(row.after).slot === undefined ? say`started a ${TARGET}` : say`started a scheduled ${TARGET}`,
	"hunts.schedule": (row) => {
		const before = fields(row.before);
		const after = fields(row.after);
		if (row.before === null || row.before === undefined) return say`scheduled the ${TARGET}`;
		if (typeof after.paused === "boolean" && before.paused !== after.paused) {
			return after.paused
				? say`paused the schedule of the ${TARGET}`
				: say`resumed the schedule of the ${TARGET}`;
		}
		return changed(row, say`the schedule of the ${TARGET}`);
	},
	"people.add": (row) => {
		const { role, by } = fields(row.after);
		return say`added ${TARGET}${text(role) === null ? "" : ` as ${words(role)}`}${text(by) === null ? "" : ` (from ${text(by)})`}`;
	},
	"people.authenticator": (row) =>
		fields(row.after).inForce === true
			? say`turned the authenticator app on for ${TARGET}`
			: say`turned the authenticator app off for ${TARGET}`,
	/** Written by releases that let people choose a name without signing in. */
	"people.create": () => say`chose the name ${TARGET}`,
	"people.link": (row) => {
		const { linkedTo, id } = fields(row.after);
		const person = text(id);
		return person === null
			? say`removed the link of the name ${TARGET}`
			: say`linked the name ${TARGET} to ${{ kind: "person", id: person, text: text(linkedTo) ?? "a person" }}`;
	},
	"people.password": (row) =>
		fields(row.after).by === "reset"
			? say`reset the password of ${TARGET}`
			: say`changed the password of ${TARGET}`,
	"people.sign-out": () => say`signed ${TARGET} out everywhere`,
	"people.update": personUpdated,
	"secrets.encrypt": (row) => {
		const { authenticators, webhooks, keyId } = fields(row.after);
		return say`encrypted ${TARGET} with the key ${words(keyId)}: ${counted(authenticators, "authenticator")} and ${counted(webhooks, "webhook")}`;
	},
	"secrets.rotate": (row) =>
		say`rotated the key of ${TARGET} from ${words(fields(row.before).keyId)} to ${words(fields(row.after).keyId)}`,
	"sessions.lock": (row) => {
		const { failures } = fields(row.after);
		return say`locked the sign-in of ${TARGET}${typeof failures === "number" ? ` after ${counted(failures, "wrong attempt")}` : ""}`;
	},
	"sessions.open": (row) =>
		fields(row.after).method === "provider"
			? say`signed in through the provider`
			: say`signed in with a password`,
	"sessions.refuse": (row) => say`was refused sign-in as ${TARGET}: ${refusal(fields(row.after).reason)}`,
	"sessions.revoke": (row) => {
		const { others } = fields(row.after);
		return typeof others === "number" && others > 0
			? say`signed out, and ended ${counted(others, "other session")}`
			: say`ended a session of their own`;
	},
	"tasks.add": (row) => say`added the task${quoted(fields(row.after).title)} to ${TARGET}`,
	"tasks.apply-template": (row) =>
		say`added the tasks of the template${quoted(fields(row.after).template)} to ${TARGET}`,
	"tasks.move": () => say`reordered the tasks of ${TARGET}`,
	"tasks.remove": (row) => say`removed the task${quoted(fields(row.before).title)} from ${TARGET}`,
	"tasks.update": (row) => {
		const before = fields(row.before);
		const { title, status } = fields(row.after);
		const task = say`the task${quoted(title)} of ${TARGET}`;
		if (before.status === status) return changed(row, task);
		return status === "done" ? say`completed ${task}` : say`set ${task} to ${words(status)}`;
	},
	"templates.create": () => say`created the ${TARGET}`,
	"templates.delete": () => say`deleted the ${TARGET}`,
	"templates.update": (row) => changed(row, say`the ${TARGET}`),
	"tokens.create": (row) => {
		const { kind, role } = fields(row.after);
		return kind === "service"
			? say`created the ${TARGET} for a service with the role ${words(role)}`
			: say`created the ${TARGET}`;
	},
	"tokens.revoke": () => say`revoked the ${TARGET}`,
	"webhooks.create": () => say`created the ${TARGET}`,
	"webhooks.delete": () => say`deleted the ${TARGET}`,
	"webhooks.disable": () => say`disabled the ${TARGET}, whose receiver is gone`,
	"webhooks.pause": () => say`paused the ${TARGET}, which keeps failing`,
	"webhooks.replay": () => say`sent deliveries of the ${TARGET} again`,
	"webhooks.rotate": () => say`rotated the secret of the ${TARGET}`,
	"webhooks.test": () => say`sent a test event to the ${TARGET}`,
	"webhooks.update": (row) => changed(row, say`the ${TARGET}`),
	"workspace.import": (row) => {
		const { fileName, tables } = fields(row.after);
		const rows = list(tables).reduce<number>((sum, table) => sum + Number(fields(table).rowsKept ?? 0), 0);
		return say`imported${quoted(fileName)} into the workspace: ${counted(rows, "row")}`;
	},
} as const satisfies Record<string, (row: SentenceRow) => Sentence>;

/** A verb that may be recorded: `slice.verb`. */
export type AuditVerb = keyof typeof SENTENCES;

function linked(row: SentenceRow, verb: string, preposition: string): Sentence {
	const { otherId, numbers: both } = fields(row.after);
	const other = text(otherId);
	if (other !== null) {
		return say`${verb} ${TARGET} ${preposition} ${{ kind: "case", id: other, text: "another case" }}`;
	}
	const numbers = list(both);
	return numbers.length === 2
		? say`${verb} ${caseNumber(numbers[0])} ${preposition} ${caseNumber(numbers[1])}`
		: say`${verb} ${TARGET} ${preposition} another case`;
}

function refusal(reason: unknown): string {
	if (reason === "groups") return "too many groups";
	return reason === "disabled" ? "disabled here" : "no role here";
}

/** What the actor of a row did. A verb of another version is named as it is. */
export function sentenceOf(verb: string, row: SentenceRow): Sentence {
	const sentence = Object.hasOwn(SENTENCES, verb) ? SENTENCES[verb as AuditVerb] : undefined;
	return sentence?.(row) ?? say`recorded “${verb}” for ${TARGET}`;
}

/** A sentence as plain text. @param nameOf what the target and the other parts are called */
export function sentenceText(sentence: Sentence, nameOf: (part: Exclude<Part, string>) => string): string {
	return sentence.map((part) => (typeof part === "string" ? part : nameOf(part))).join("");
}
