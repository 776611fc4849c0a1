import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";
import type { FindingSummary } from "../lib/triage/findings/schema";
import { CANARY, LIVE } from "../test/findings/hostile-fixture";

/** A live URL in each way people write one, markup of two kinds, and what a spreadsheet would run, for a free field. */
const FORMULAS = ["=", "@", "+", "-"];
let written = 0;
function said(): string {
	written += 1;
	const formula = FORMULAS[written % FORMULAS.length];
	return `${formula}HYPERLINK("${LIVE}") HTTPS://evil.example ftp://evil.example www.evil.example <img src=x onerror="${CANARY}"><x-hostile> [a](${LIVE}) ![b](${LIVE}) <${LIVE}>`;
}
/** The same for a field of 60 characters. */
const short = () => `=1+http://evil.example <x-hostile> www.evil.example`;
const name = () => `=1+${LIVE} <x-hostile>`;

/** Where what was written is to be looked for. */
export interface Written {
	readonly case: number;
	readonly caseId: string;
	readonly closed: number;
	readonly finding: string;
	readonly signed: number;
	readonly signedId: string;
	readonly draft: number;
	readonly webhook: string;
	readonly run: string;
	readonly token: string;
}

async function json<T = { id: string; version: number }>(answer: Promise<APIResponse>): Promise<T> {
	const response = await answer;
	expect(response.ok(), `${response.url()}: ${await response.text()}`).toBe(true);
	const text = await response.text();
	return (text === "" ? null : JSON.parse(text)) as T;
}

/**
 * Writes into every field that accepts a person's text.
 * `reader`: the person mentioned, assigned and asked; `receiver`: a URL that a webhook can have.
 */
export async function writeEverywhere(
	request: APIRequestContext,
	base: string,
	{ finding, reader, receiver }: { finding: FindingSummary; reader: string; receiver: string },
): Promise<Written> {
	const at = (path: string) => `${base}/api${path}`;
	const post = <T = { id: string; version: number }>(path: string, data?: object) =>
		json<T>(request.post(at(path), data === undefined ? {} : { data }));
	const patch = <T = { id: string; version: number }>(path: string, data: object) =>
		json<T>(request.patch(at(path), { data }));
	const soon = new Date(Date.now() + 3_600_000).toISOString();

	const template = { name: short(), tasks: [{ title: said().slice(0, 150), description: said() }] };
	const { id: templateId } = await post("/templates", template);
	const plan = await json<{ version: number }>(request.get(at("/shifts")));
	const shifts = ["00:00", "08:00", "16:00"].map((start) => ({ name: short(), start, team: short() }));
	await json(request.put(at("/shifts"), { data: { version: plan.version, timeZone: "UTC", shifts } }));

	const decided = await post<{ cases: { id: string; number: number }[] }>("/findings/decisions", {
		verdict: "escalated",
		note: said(),
		ids: [finding.id],
		versions: { [finding.id]: finding.version },
		case: { title: name(), severity: "high" },
	});
	const { id: caseId, number } = decided.cases[0] as { id: string; number: number };
	const read = (id: string) => json<{ version: number }>(request.get(at(`/cases/${id}`)));
	const change = async (id: string, fields: object) =>
		patch(`/cases/${id}`, { version: (await read(id)).version, ...fields });
	await change(caseId, {
		known: said(),
		hypothesis: said(),
		nextAction: said(),
		nextActionOwnerId: reader,
		nextActionAt: soon,
		waitingFor: said(),
		tags: [short().slice(0, 50)],
		ownerId: reader,
	});
	const comment = await post(`/cases/${caseId}/comments`, { body: said(), mentions: [reader] });
	await patch(`/comments/${comment.id}`, { body: said(), mentions: [reader], version: comment.version });
	const task = await post(`/cases/${caseId}/tasks`, {
		title: said().slice(0, 150),
		description: said(),
		assigneeId: reader,
	});
	await patch(`/tasks/${task.id}`, { version: task.version, status: "skipped", outcome: said() });
	await post(`/cases/${caseId}/tasks`, { title: name(), assigneeId: reader });
	await post(`/cases/${caseId}/template`, { templateId });
	for (const [kind, value] of [
		["url", LIVE],
		["host", "evil.example"],
		["user", said()],
		["mail", said()],
	]) {
		await post(`/cases/${caseId}/entities`, { kind, value, note: said() });
	}
	const files = new URLSearchParams({ name: "=1+evil <x-hostile>.txt" });
	await json(
		request.post(`${at(`/cases/${caseId}/attachments`)}?${files}`, {
			data: Buffer.from(LIVE),
			headers: { "content-type": "application/octet-stream" },
		}),
	);

	const other = await post<{ id: string; number: number }>("/cases", { title: name(), severity: "low" });
	await post(`/cases/${caseId}/links`, { caseId: other.id });
	// The same entity in both: each names the other case beside it. And a watcher, whose name is hostile too.
	await post(`/cases/${other.id}/entities`, { kind: "host", value: "evil.example", note: said() });
	await json(request.put(at(`/cases/${caseId}/watchers`), { data: { personId: reader, watching: true } }));
	const { items } = await json<{ items: { id: string; version: number }[] }>(
		request.get(at(`/cases/${other.id}/tasks`)),
	);
	for (const each of items) {
		await patch(`/tasks/${each.id}`, { version: each.version, status: "skipped", outcome: said() });
	}
	await json(
		request.put(at(`/cases/${other.id}/status`), {
			data: {
				version: (await read(other.id)).version,
				status: "closed",
				classification: "undetermined",
				note: said(),
			},
		}),
	);

	const first = await post<{ id: string; number: number; version: number; document: { summary: string } }>(
		"/handovers",
	);
	await patch(`/handovers/${first.id}`, { summary: said(), was: first.document.summary });
	const item = `case:${caseId}`;
	await patch(`/handovers/${first.id}/notes`, {
		item,
		version: 0,
		stability: "unstable",
		note: said(),
		contingency: said(),
		explanation: said(),
	});
	interface Draft {
		readonly version: number;
		readonly blocking: readonly { readonly item: string }[];
		readonly notes: Readonly<Record<string, number>>;
	}
	const draft = await json<Draft>(request.get(at(`/handovers/${first.id}`)));
	for (const blocking of draft.blocking) {
		await patch(`/handovers/${first.id}/notes`, {
			item: blocking.item,
			version: draft.notes[blocking.item] ?? 0,
			omission: said(),
		});
	}
	const { version } = await json<Draft>(request.get(at(`/handovers/${first.id}`)));
	await post(`/handovers/${first.id}/signature`, { version });
	await post(`/handovers/${first.id}/addenda`, { body: said() });
	const second = await post<{ id: string; number: number }>("/handovers");

	const webhook = await post<{ webhook: { id: string } }>("/webhooks", {
		name: short(),
		url: receiver,
		shape: "json",
		events: ["finding.escalated"],
	});
	const token = await post<{ id: string }>("/tokens", {
		kind: "service",
		role: "viewer",
		name: name(),
		expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
	});
	const runs = await json<{ items: { id: string }[] }>(request.get(at("/runs")));
	return {
		case: number,
		caseId,
		closed: other.number,
		finding: finding.id,
		signed: first.number,
		signedId: first.id,
		draft: second.number,
		webhook: webhook.webhook.id,
		run: runs.items[0]?.id ?? "",
		token: token.id,
	};
}

/** What the incoming lead answers, as `reader`. */
export async function answerEverywhere(
	request: APIRequestContext,
	base: string,
	{ signedId, caseId }: Written,
): Promise<void> {
	const path = (rest: string) => `${base}/api/handovers/${signedId}/read-back/${rest}`;
	const item = `case:${caseId}`;
	await json(request.post(path("answers"), { data: { item, answer: "asked", text: said(), version: 0 } }));
	await json(request.post(path("messages"), { data: { item, body: said() } }));
	await json(request.post(path("answers"), { data: { item, answer: "declined", text: said(), version: 1 } }));
}
