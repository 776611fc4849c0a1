import { Agent, type IncomingHttpHeaders, request } from "node:http";
import type { Plan } from "./requests";
import { Known, type Standing } from "./values";

/** What the app under test has, as far as it has been seen. */
export interface World {
	readonly url: string;
	/** The Cookie header of an administrator's session; null where nobody could sign in. */
	readonly cookie: string | null;
	readonly findings: readonly { readonly id: string; version: number }[];
	readonly standing: Readonly<Record<Standing, readonly string[]>>;
	readonly runs: string[];
	readonly decisions: string[];
	readonly cursors: string[];
}

export interface Sent {
	readonly method: string;
	readonly target: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer | undefined;
}

export interface Answer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	/** Null for what has no end: an event stream is left after its first bytes. */
	readonly text: string | null;
}

const NOWHERE = "00000000-0000-7000-8000-000000000000";
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Makes the plan a request about what there is. */
export function settle(plan: Plan, world: World): Sent {
	const { operation } = plan;
	const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
		const text = asText(fill(plan.path[name], world));
		// Empty or dots would be another address.
		return /^\.{0,2}$/.test(text) ? NOWHERE : encode(text.slice(0, 1_000));
	});
	const search = Object.entries(plan.query).flatMap(([name, value]) => {
		const filled = fill(value, world);
		const values = Array.isArray(filled) ? filled.slice(0, 20) : [filled];
		return values.map((one) => `${encode(name)}=${encode(asText(one)).slice(0, 5_001)}`);
	});
	const { body, suffix } = plan;
	// Behind a path that ends in a parameter anything may follow; behind another it would be another address.
	const follows = search.length > 0 || suffix.startsWith("?") || operation.path.endsWith("}");
	const bytes: Buffer | undefined =
		body === undefined || Buffer.isBuffer(body)
			? body
			: Buffer.from(json(versioned(fitting(plan, fill(body, world)), world)));
	return {
		method: operation.method,
		target: `${path}${search.length > 0 ? `?${search.join("&").slice(0, 7_000)}` : ""}${follows ? suffix : ""}`,
		headers: headers(plan, world, bytes),
		body: bytes,
	};
}

function headers(plan: Plan, world: World, body: Buffer | undefined): Record<string, string> {
	const id = fill(plan.path.id, world);
	const version = world.findings.find((finding) => finding.id === id)?.version;
	const all: Record<string, string | undefined> = {
		cookie: plan.sender === "cookie" ? "a=b; afterclick_session=%E0%A4%A" : ownCookie(plan, world),
		authorization: plan.sender === "token" ? `Bearer ${plan.key ?? ""}` : undefined,
		"sec-fetch-site": plan.site,
		"content-type": body === undefined ? undefined : plan.contentType,
		// Node frames no body of a GET by itself.
		"content-length": body === undefined ? undefined : String(body.byteLength),
		"idempotency-key": plan.key === null ? undefined : `fuzz-${plan.key}`,
	};
	for (const [name, value] of Object.entries(plan.headers)) {
		all[name] = value === "current" ? `"${version ?? 1}"` : String(value);
	}
	return Object.fromEntries(
		Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
}

/** Signing out would leave every later request to nobody. */
function ownCookie({ sender, operation }: Plan, { cookie }: World): string | undefined {
	return sender === "person" && operation.name !== "POST /api/sign-out" ? (cookie ?? undefined) : undefined;
}

/** Replaces placeholders with the app's own ids. */
function fill(value: unknown, world: World): unknown {
	if (value instanceof Known) return pick(value, world);
	if (Array.isArray(value))
		return value.some((member) => typeof member === "object") ? value.map((one) => fill(one, world)) : value;
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member, world)]));
}

function pick({ of, index }: Known, world: World): string {
	const one = (list: readonly string[]) => list[index % list.length] ?? NOWHERE;
	switch (of) {
		case "finding":
			return world.findings[index % world.findings.length]?.id ?? NOWHERE;
		case "run":
			return one(world.runs);
		case "decision":
			return one(world.decisions);
		case "cursor":
			return tampered(one(world.cursors), index);
		default:
			return one(world.standing[of]);
	}
}

/** Two in three cursors as they were given; the others with a byte changed, cut short, or about something else. */
function tampered(cursor: string, index: number): string {
	if (index % 3 !== 0) return cursor;
	const bytes = Buffer.from(cursor, "base64url");
	if (index % 4 === 0) return cursor.slice(0, index % Math.max(1, cursor.length));
	if (bytes.length > 0) bytes[index % bytes.length] = index % 256;
	if (index % 2 === 0) return bytes.toString("base64url");
	return Buffer.from(cursorTexts[index % cursorTexts.length] ?? "").toString("base64url");
}

const cursorTexts = [
	`["eventAt","yesterday","${NOWHERE}"]`,
	`["eventAt","0000-01-01T00:00:00Z","${NOWHERE}"]`,
	`["eventAt",null,"${NOWHERE}"]`,
	`["accountUpn","\\u0000","${NOWHERE}"]`,
	`["accountUpn","\\ud800","${NOWHERE}"]`,
	`["decidedAt","9999-12-31T23:59:59-12:00","${NOWHERE}"]`,
	`["2026-01-01T00:00:00Z","no id"]`,
	"[]",
	"{}",
];

/** What no schema says: only a benign verdict has a reason, and only an escalated one a case. */
function fitting({ temper }: Plan, body: unknown): unknown {
	if (temper !== "valid" || typeof body !== "object" || body === null || !("verdict" in body)) return body;
	const { verdict } = body;
	return {
		...body,
		...(verdict === "benign" ? {} : { reason: undefined }),
		...(verdict === "escalated" ? {} : { case: undefined }),
	};
}

/** Half of the decisions by id name the versions that the findings have, so that they are made. */
function versioned(body: unknown, { findings }: World): unknown {
	if (typeof body !== "object" || body === null || !("ids" in body) || !("versions" in body)) return body;
	const { ids, versions } = body;
	if (!Array.isArray(ids) || typeof versions !== "object" || ids.length % 2 === 0) return body;
	const seen = ids.flatMap((id) => {
		const finding = findings.find((candidate) => candidate.id === id);
		return finding ? [[finding.id, finding.version]] : [];
	});
	return { ...body, versions: { ...versions, ...Object.fromEntries(seen) } };
}

/** As `JSON.stringify` writes, also for lists deeper than its stack. */
function json(value: unknown): string {
	return JSON.stringify(value) ?? "null";
}

function asText(value: unknown): string {
	return typeof value === "string" ? value : value === undefined ? "" : json(value);
}

/** Percent-encodes everything but letters, digits and `-_`; half of a surrogate pair too, as it would be in CESU-8. */
function encode(text: string): string {
	let encoded = "";
	for (const character of text) {
		if (/^[\w-]$/.test(character)) encoded += character;
		else {
			const code = character.codePointAt(0) ?? 0;
			const bytes =
				code >= 0xd800 && code <= 0xdfff
					? [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
					: Buffer.from(character);
			for (const byte of bytes) encoded += `%${byte.toString(16).padStart(2, "0").toUpperCase()}`;
		}
	}
	return encoded;
}

/** Sends it over a socket, which does not correct the request as fetch would. */
export function send(world: World, sent: Sent): Promise<Answer> {
	const { url } = world;
	const { method, target, headers, body } = sent;
	const { hostname, port } = new URL(url);
	return new Promise((resolve, reject) => {
		const call = request(
			{ agent, hostname, port, method, path: target, headers, timeout: 60_000 },
			(response) => {
				const chunks: Buffer[] = [];
				const status = response.statusCode ?? 0;
				const end = (text: string | null) => resolve({ status, headers: response.headers, text });
				const stream = String(response.headers["content-type"]).startsWith("text/event-stream");
				response.on("data", (chunk: Buffer) => {
					chunks.push(chunk);
					if (!stream) return;
					end(null);
					response.destroy();
				});
				response.on("end", () => end(Buffer.concat(chunks).toString()));
				response.on("error", (error) => (stream ? end(null) : reject(error)));
			},
		);
		call.on("timeout", () => call.destroy(new Error("No answer for a minute.")));
		call.on("error", (error: NodeJS.ErrnoException) => {
			// The server may close a connection that was kept just as it is used again; it has then read nothing.
			if (call.reusedSocket && error.code === "ECONNRESET") resolve(send(world, sent));
			else reject(error);
		});
		call.end(body);
	});
}
