/**
 * Requests made of the API's own document, sent to the running app: as the document asks, nearly so, and hostile.
 * Every answer must be one that the document describes, by status, content type and schema, and none a 5xx.
 */
import fc from "fast-check";
import { type ApiDocument, readDocument } from "./document";
import { type Plan, plans } from "./requests";
import { type Answer, type Sent, send, settle, type World } from "./send";

export interface FuzzOptions {
	readonly url: string;
	readonly requests: number;
	readonly seed: number;
	/** Requests in flight at once. */
	readonly clients: number;
}

export interface Failure {
	readonly operation: string;
	readonly reason: string;
	/** The request, to be sent again by hand. */
	readonly request: string;
	readonly answer: string;
}

export interface FuzzReport {
	readonly requests: number;
	readonly seconds: number;
	/** Answers by status. */
	readonly statuses: Readonly<Record<string, number>>;
	/** Good answers (2xx) by operation: what the requests reached, not only what refused them. */
	readonly reached: Readonly<Record<string, number>>;
	/** Writes that were sent a second time under their Idempotency-Key. */
	readonly repeated: number;
	readonly failures: readonly Failure[];
}

/** Failures after which there is nothing more to learn. */
const ENOUGH = 50;

export async function fuzz({ url, requests, seed, clients }: FuzzOptions): Promise<FuzzReport> {
	const api = await readDocument(url);
	const world = await discover(url);
	const statuses: Record<string, number> = {};
	const reached = Object.fromEntries(api.operations.map(({ name }) => [name, 0]));
	const failures: Failure[] = [];
	let repeated = 0;
	const began = performance.now();

	const queue = fc.sample(plans(api), { seed, numRuns: requests })[Symbol.iterator]();
	const client = async () => {
		for (let next = queue.next(); !next.done && failures.length < ENOUGH; next = queue.next()) {
			const plan = next.value;
			const sent = settle(plan, world);
			try {
				const answer = await send(world, sent);
				statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
				if (answer.status < 300) reached[plan.operation.name] = (reached[plan.operation.name] ?? 0) + 1;
				if (answer.status < 300 && repeatable(plan)) repeated += 1;
				const reason = wrong(api, plan, answer) ?? (await unrepeatable(world, plan, sent, answer));
				if (reason === null) learn(world, answer);
				else failures.push(failure(plan, sent, reason, answer));
			} catch (error) {
				failures.push(failure(plan, sent, `No answer: ${(error as Error).message}`));
			}
		}
	};
	await Promise.all(Array.from({ length: clients }, client));

	const seconds = (performance.now() - began) / 1_000;
	const answered = Object.values(statuses).reduce((sum, count) => sum + count, 0);
	return { requests: answered, seconds, statuses, reached, repeated, failures };
}

/** What in an answer is not as the document says; null when all is. */
function wrong(api: ApiDocument, { operation }: Plan, { status, headers, text }: Answer): string | null {
	// What is switched off here is said with a 503 of its own.
	if (status >= 500 && !text?.includes(":not_configured")) return `Answered with ${status}.`;
	const described = operation.responses[String(status)];
	if (described === undefined) return `The document has no ${status}.`;
	if (headers["x-request-id"] === undefined) return "The answer has no X-Request-Id.";
	if (described.content === undefined) return text === "" ? null : `The document has no body for ${status}.`;
	const type = String(headers["content-type"] ?? "").split(";")[0] ?? "";
	const content = described.content[type];
	if (content === undefined) return `The document has no ${type || "answer without a type"} for ${status}.`;
	if (content.schema === undefined || text === null || !/\bjson$/.test(type)) return null;
	try {
		// A file is described as text, however it is written.
		return content.schema.type === "string" ? null : api.misfit(content.schema, JSON.parse(text));
	} catch {
		return "The answer is not the JSON that it says it is.";
	}
}

function repeatable({ operation, key }: Plan): boolean {
	return key !== null && operation.parameters.some(({ name }) => name === "Idempotency-Key");
}

/** A write that was done under a key is sent again, and must be answered with the same words; null when it is. */
async function unrepeatable(world: World, plan: Plan, sent: Sent, first: Answer): Promise<string | null> {
	if (first.status >= 300 || !repeatable(plan)) return null;
	const again = await send(world, sent);
	const same = again.status === first.status && again.text === first.text;
	return same && again.headers["idempotency-replayed"] === "true"
		? null
		: `Sent again, it was answered with ${again.status} ${again.text?.slice(0, 200)}`;
}

/** The app's records as the local administrator sees them, who exists where no sign-in is set up. */
async function discover(url: string): Promise<World> {
	const read = async <T>(path: string) => (await (await fetch(`${url}${path}`)).json()) as T;
	const findings = await read<{ items: { id: string; version: number }[]; nextCursor: string }>(
		"/api/findings?limit=200",
	);
	const byUser = await read<{ nextCursor: string }>("/api/findings?limit=5&sort=accountUpn&order=asc");
	const { hunts } = await read<{ hunts: { id: string }[] }>("/api/hunts");
	const runs = await read<{ items: { id: string }[] }>(`/api/hunts/${hunts[0]?.id}/runs`);
	const standing = {
		hunt: hunts.map(({ id }) => id),
		webhook: await addWebhooks(url),
		...(await addWork(url, findings.items.slice(0, 3))),
	};
	return {
		url,
		cookie: await signIn(url),
		findings: findings.items.map(({ id, version }) => ({ id, version })),
		standing,
		runs: runs.items.map(({ id }) => id),
		decisions: [],
		cursors: [findings.nextCursor, byUser.nextCursor, "10"],
	};
}

/**
 * Signs in as an administrator of its own making: a request that adds the first person would end the time in which
 * everybody is the local administrator, and with it all that the later ones may do.
 */
async function signIn(url: string): Promise<string | null> {
	const post = (path: string, body: unknown) =>
		fetch(`${url}${path}`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(body),
		});
	const password = "seven green bottles";
	const added = await post("/api/people", { login: "ada", name: "Ada", role: "admin", password });
	if (!added.ok) return null;
	const entered = await post("/api/sign-in/password", { login: "ada", password });
	return entered.headers.get("set-cookie")?.split(";")[0] ?? null;
}

/** Cases of these findings, one each, with their tasks, and the draft of a handover. */
async function addWork(
	url: string,
	findings: readonly { readonly id: string; readonly version: number }[],
): Promise<Record<"case" | "task" | "template" | "handover", string[]>> {
	type Items = { readonly items: readonly { readonly id: string }[] };
	const ask = async <T>(path: string, body?: unknown): Promise<T> => {
		const init = { method: "POST", headers: { "content-type": "application/json" } };
		const response = await fetch(
			`${url}${path}`,
			body === undefined ? {} : { ...init, body: JSON.stringify(body) },
		);
		if (!response.ok) throw new Error(`${path} answered with ${response.status}: ${await response.text()}`);
		return (await response.json()) as T;
	};
	const ids = ({ items }: Items) => items.map(({ id }) => id);
	for (const { id, version } of findings)
		await ask("/api/findings/decisions", { verdict: "escalated", ids: [id], versions: { [id]: version } });
	const cases = ids(await ask<Items>("/api/cases"));
	const tasks = await Promise.all(cases.map((id) => ask<Items>(`/api/cases/${id}/tasks`)));
	const handover = await ask<{ id: string }>("/api/handovers", {});
	return {
		case: cases,
		task: tasks.flatMap(ids),
		template: ids(await ask<Items>("/api/templates")),
		handover: [handover.id],
	};
}

/** Webhooks to a place that cannot exist (RFC 2606): a request that makes one up would hardly name one that may. */
async function addWebhooks(url: string): Promise<string[]> {
	const ids: string[] = [];
	for (let number = 1; number <= 5; number++) {
		const response = await fetch(`${url}/api/webhooks`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({
				name: `Fuzz ${number}`,
				url: `https://hooks-${number}.example.invalid/`,
				shape: "json",
				events: ["finding.escalated"],
			}),
		});
		const { webhook } = (await response.json()) as { webhook?: { id: string } };
		if (webhook) ids.push(webhook.id);
	}
	return ids;
}

/** Keeps what later requests can be about: decisions, runs, versions, cursors. */
function learn(world: World, { status, text }: Answer): void {
	if (status >= 300 || text === null || !text.startsWith("{")) return;
	const document = JSON.parse(text) as Record<string, unknown>;
	if (typeof document.nextCursor === "string" && world.cursors.length < 200)
		world.cursors.push(document.nextCursor);
	if ("outcomes" in document && typeof document.id === "string") world.decisions.unshift(document.id);
	if ("huntVersion" in document && typeof document.id === "string") world.runs.unshift(document.id);
	const seen = Array.isArray(document.outcomes)
		? document.outcomes.map(({ finding }) => finding)
		: [document];
	for (const one of seen) {
		const finding = world.findings.find(({ id }) => id === one?.id);
		if (finding && typeof one.version === "number") finding.version = one.version;
	}
}

function failure(plan: Plan, sent: Sent, reason: string, answer?: Answer): Failure {
	const lines = Object.entries(sent.headers).map(([name, value]) => `${name}: ${value}`);
	const body = sent.body?.toString().slice(0, 1_000) ?? "";
	return {
		operation: `${plan.operation.name} (${plan.temper})`,
		reason,
		request: [`${sent.method} ${sent.target.slice(0, 2_000)}`, ...lines, "", body].join("\n"),
		answer: answer ? `${answer.status} ${answer.headers["content-type"]} ${answer.text?.slice(0, 500)}` : "",
	};
}
