import { defang, defangedHost } from "@/lib/core/defang";
import { cutText, utcMinute } from "@/lib/core/text-rules";
import { visibleProse, visibleText } from "@/lib/core/visible-text";
import { mailId } from "@/lib/triage/findings/mail-rules";
import type { ReportSource } from "./read";
import {
	inWords,
	leftOut,
	REPORT_LIMITS,
	type ReportBlock,
	type ReportDocument,
	type ReportSection,
	span,
	standing,
	tlpLabel,
} from "./rules";

const name = (text: string | null) => (text === null ? "–" : visibleText(text));
const prose = (text: string) => visibleProse(text);

/** The report of a case, from what was read of it. */
export function composeReport(
	source: ReportSource,
	made: { readonly at: Date; readonly by: string },
): ReportDocument {
	const { row } = source;
	let cutTexts = 0;
	const written = (text: string): string => {
		const whole = prose(text);
		if (whole.length <= REPORT_LIMITS.text) return whole;
		cutTexts += 1;
		return cutText(whole, REPORT_LIMITS.text);
	};
	const entities = entityRows(source);
	const sections: ReportSection[] = [
		{ title: "At a glance", blocks: [facts(source)] },
		{ title: "What we know", blocks: [proseOr(written(row.known), "No notes yet.")] },
		{ title: "Working hypothesis", blocks: [proseOr(written(row.hypothesis), "None.")] },
		{ title: "Closing", blocks: closing(source, written) },
		{ title: "Findings", blocks: [findingTable(source)] },
		{
			title: "Users, addresses, hosts and mails",
			blocks: [
				tableOr(["Kind", "Value", "Findings", "Note"], entities.slice(0, REPORT_LIMITS.entities), "None."),
			],
		},
		{
			title: "Timeline",
			blocks: [tableOr(["Time", "What", "Who"], timeline(source), "Nothing has happened yet.")],
		},
		{ title: "Tasks", blocks: [taskTable(source)] },
		{ title: "Decisions", blocks: [decisionTable(source)] },
		{
			title: "Comments",
			blocks: source.comments.length
				? source.comments.map(({ body, authorName, at }) => ({
						kind: "prose",
						text: written(body),
						by: `${name(authorName)}, ${utcMinute(at)}`,
					}))
				: [{ kind: "none", text: "None." }],
		},
	];
	const listed = source.findings.length;
	return {
		number: row.number,
		title: name(row.title),
		tlp: tlpLabel(row.tlp),
		sample: source.sample,
		madeAt: made.at.toISOString(),
		madeBy: name(made.by),
		sections: [
			...sections,
			{
				title: "Left out",
				blocks: [
					{
						kind: "list",
						items: leftOut({
							findings: row._count.findings - listed,
							entities: entities.length - REPORT_LIMITS.entities,
							timeline: row._count.events - source.events.length,
							comments: row._count.comments - source.deletedComments - source.comments.length,
							deletedComments: source.deletedComments,
							cutTexts,
							attachments: source.attachments,
						}),
					},
				],
			},
		],
	};
}

function facts({ row }: ReportSource): ReportBlock {
	const person = (who: string | null) => (who === null ? "Nobody" : name(who));
	const after = (what: string, at: Date | null): [string, string] => [
		what,
		at === null ? "Not yet" : `${utcMinute(at)} (after ${span(row.createdAt, at)})`,
	];
	return {
		kind: "facts",
		facts: [
			["Status", standing(row.status, row.classification, row.classificationReason)],
			["Severity", inWords(row.severity)],
			["Owner", person(row.ownerName)],
			["Workspace", name(row.workspace.name)],
			["Begun", `${utcMinute(row.createdAt)} by ${name(row.createdByName)}`],
			after("Acknowledged", row.acknowledgedAt),
			after("Contained", row.containedAt),
			after("Resolved", row.resolvedAt),
			after("Closed", row.closedAt),
			["Due", row.dueAt === null ? "Not set" : utcMinute(row.dueAt)],
			["Next action", nextAction(row)],
			["Waiting for", row.waitingFor === null ? "Nobody" : name(row.waitingFor)],
			["Tags", row.tags.map(name).join(", ") || "None"],
			["ATT&CK", [...row.tactics, ...row.techniques].map(name).join(", ") || "None"],
			["Findings", row._count.findings.toLocaleString("en")],
			...(row.mergedInto ? [["Merged into", `#${row.mergedInto.number}`] as const] : []),
			...row.merged.map((other) => ["Merged from", `#${other.number} ${name(other.title)}`] as const),
			...(row.incident?.number ? [["Sentinel incident", `#${row.incident.number}`] as const] : []),
		],
	};
}

function nextAction(row: ReportSource["row"]): string {
	if (row.nextAction === null) return "None";
	const who = row.nextActionOwnerName === null ? "nobody" : name(row.nextActionOwnerName);
	return `${name(row.nextAction)} (${who}, ${row.nextActionAt === null ? "no time set" : utcMinute(row.nextActionAt)})`;
}

function closing({ row }: ReportSource, written: (text: string) => string): ReportBlock[] {
	if (row.status !== "closed") return [{ kind: "none", text: "The case is not closed." }];
	const how = standing(row.status, row.classification, row.classificationReason);
	return [
		{ kind: "facts", facts: [["Closed as", how]] },
		...(row.closingNote ? [{ kind: "prose" as const, text: written(row.closingNote) }] : []),
	];
}

function findingTable({ findings }: ReportSource): ReportBlock {
	const clicked = (through: boolean | null) => (through === null ? "Unknown" : through ? "Yes" : "No");
	return tableOr(
		["Time", "User", "Clicked through", "Threat", "URL (defanged)", "Action", "IP address", "Workload"],
		findings.map((finding) => [
			utcMinute(finding.eventAt),
			name(finding.accountUpn),
			clicked(finding.clickedThrough),
			finding.threatTypes.map(name).join(", ") || "–",
			finding.url === null ? "–" : cutText(defang(finding.url), 300),
			name(finding.actionType),
			name(finding.ipAddress),
			name(finding.workload),
		]),
		"None.",
	);
}

function entityRows({ seen, row }: ReportSource): string[][] {
	const counted = new Map<string, { kind: string; value: string; findings: number; note: string }>();
	const add = (kind: string, value: string | null, note = "", count = 1) => {
		if (value === null || value === "") return;
		const key = `${kind}/${value.toLowerCase()}`;
		const known = counted.get(key) ?? { kind, value, findings: 0, note: "" };
		counted.set(key, { ...known, findings: known.findings + count, note: note || known.note });
	};
	for (const { accountUpn, ipAddress, url, networkMessageId } of seen) {
		add("User", accountUpn);
		add("IP address", ipAddress);
		add("Host", url === null ? null : defangedHost(url));
		add("Mail", mailId(networkMessageId));
	}
	for (const { kind, value, note } of row.entities) {
		if (kind === "mail" && mailId(value) === null) continue;
		const shown = kind === "url" ? defang(value) : kind === "host" ? defangedHost(value) : value;
		add(kind === "ip" ? "IP address" : kind === "url" ? "URL" : inWords(kind), shown, note || "By hand", 0);
	}
	return [...counted.values()]
		.sort(
			(one, other) =>
				other.findings - one.findings ||
				`${one.kind}${one.value}`.localeCompare(`${other.kind}${other.value}`),
		)
		.map(({ kind, value, findings, note }) => [kind, name(value), findings.toLocaleString("en"), name(note)]);
}

/** Evidence and what happened to the case, in order. */
function timeline({ findings, events }: ReportSource): string[][] {
	const evidence = findings.map((finding) => ({
		at: finding.eventAt,
		what: `Evidence: ${name(finding.actionType ?? "click")} by ${name(finding.accountUpn)}`,
		who: "–",
	}));
	const happened = events.map(({ at, kind, data, actorName }) => ({
		at,
		what: eventText(kind, data as Record<string, unknown>),
		who: name(actorName),
	}));
	return [...evidence, ...happened]
		.sort((one, other) => one.at.getTime() - other.at.getTime())
		.map(({ at, what, who }) => [utcMinute(at), what, who]);
}

function eventText(kind: string, data: Record<string, unknown>): string {
	const side = (key: string) => (data[key] ?? {}) as Record<string, unknown>;
	if (kind === "status_changed" || kind === "status_undone") {
		const to = side("after").status;
		return `${inWords(kind)}${typeof to === "string" ? `: ${inWords(to)}` : ""}`;
	}
	if (kind === "updated") {
		const fields = Object.keys(side("after")).map((field) => field.replace(/(Id|Name)$/, ""));
		return `Changed: ${[...new Set(fields)].map((field) => field.replace(/([A-Z])/g, " $1").toLowerCase()).join(", ")}`;
	}
	return inWords(kind);
}

function taskTable({ row }: ReportSource): ReportBlock {
	return tableOr(
		["Task", "State", "Who", "Due", "Outcome"],
		row.tasks.map((task) => [
			`${name(task.title)}${task.blocking ? " (blocks closing)" : ""}`,
			inWords(task.status),
			name(task.finishedBy ?? task.assigneeName),
			task.dueAt === null ? "–" : utcMinute(task.dueAt),
			task.outcome === "" ? "–" : cutText(prose(task.outcome), 500),
		]),
		"None.",
	);
}

function decisionTable({ findings }: ReportSource): ReportBlock {
	const decided = findings.filter(({ decidedAt }) => decidedAt !== null);
	return tableOr(
		["Time", "User", "Verdict", "Reason", "Who"],
		decided.map((finding) => [
			finding.decidedAt === null ? "–" : utcMinute(finding.decidedAt),
			name(finding.accountUpn),
			finding.verdict === null ? "–" : inWords(finding.verdict),
			[finding.reason && inWords(finding.reason), finding.note && cutText(prose(finding.note), 300)]
				.filter(Boolean)
				.join(": ") || "–",
			`${name(finding.decidedByName)}${finding.decidedByVerified === false ? " (unverified)" : ""}`,
		]),
		"No finding is decided.",
	);
}

function tableOr(columns: string[], rows: string[][], none: string): ReportBlock {
	return rows.length === 0 ? { kind: "none", text: none } : { kind: "table", columns, rows };
}

function proseOr(text: string, none: string): ReportBlock {
	return text === "" ? { kind: "none", text: none } : { kind: "prose", text };
}
