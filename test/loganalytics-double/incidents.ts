import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Random } from "@/lib/sources/sample/random";
import { answerJson, bodyOf } from "./reply";

export const DOUBLE_SUBSCRIPTION_ID = "0d0b1e00-0000-4000-8000-000000000004";
export const DOUBLE_RESOURCE_GROUP = "double";
export const DOUBLE_WORKSPACE_NAME = "double-workspace";
const API_VERSION = "2025-09-01";
const SCOPE = [
	`/subscriptions/${DOUBLE_SUBSCRIPTION_ID}/resourceGroups/${DOUBLE_RESOURCE_GROUP}/providers`,
	`/Microsoft.OperationalInsights/workspaces/${DOUBLE_WORKSPACE_NAME}/providers/Microsoft.SecurityInsights`,
].join("");
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PAGE = 50;

/** The service's limits; source: "Service limits for Microsoft Sentinel", incidents. */
const LIMITS = { description: 5_000, comment: 30_000, comments: 100, bookmarks: 20 };

type Properties = Record<string, unknown>;

export interface Resource {
	readonly id: string;
	readonly name: string;
	etag: string;
	properties: Properties;
}

export interface Trouble {
	readonly seed: string;
	/** How likely a request meets something, from 0 to 1. */
	readonly probability: number;
	/** Seconds that Retry-After asks for. */
	readonly retryAfter?: number;
}

type Mishap = (typeof MISHAPS)[number];
const MISHAPS = [
	"throttled",
	"server-error",
	"unavailable",
	"bad-gateway",
	"dropped",
	"dropped-after",
	"failed-after",
	"changed-before",
] as const;

/**
 * Sentinel's incidents, comments, relations and bookmarks as Azure Resource Manager serves them (api-version
 * 2025-09-01): written by PUT under the caller's GUID, guarded by etag. A write to something that exists needs its
 * etag in the body: without one the answer is 409 as the service gives it, with an old one 412.
 */
export class IncidentsDouble {
	/** By path below the workspace, as in `incidents/GUID/comments/GUID`. */
	readonly resources = new Map<string, Resource>();
	/** What befell requests, counted. */
	readonly mishaps = new Map<Mishap, number>();
	/** Requests seen, as `PUT incidents/GUID`. */
	readonly requests: string[] = [];
	/** The identity has only the role Microsoft Sentinel Responder: it can't write bookmarks. */
	responderOnly = false;
	#trouble: { random: Random; probability: number; retryAfter: number } | undefined;
	#awaited: { readonly mishap: Mishap; readonly method: string } | undefined;
	#writes = 0;
	#number = 0;

	/** From now on requests fail at random; without `trouble` they do not. */
	misbehave(trouble: Trouble | null): void {
		this.#trouble =
			trouble === null
				? undefined
				: {
						random: new Random(trouble.seed),
						probability: trouble.probability,
						retryAfter: trouble.retryAfter ?? 1,
					};
	}

	/** The next request of this method meets this. */
	meet(mishap: Mishap, method: string): void {
		this.#awaited = { mishap, method };
	}

	reset(): void {
		this.#awaited = undefined;
		this.resources.clear();
		this.mishaps.clear();
		this.requests.length = 0;
		this.responderOnly = false;
		this.#trouble = undefined;
	}

	/** What there is of a kind, as in `list("incidents")`. */
	list(collection: string): Resource[] {
		const depth = collection.split("/").length + 1;
		return [...this.resources]
			.filter(([path]) => path.startsWith(`${collection}/`) && path.split("/").length === depth)
			.map(([, resource]) => resource);
	}

	/** A person's change to a resource in the portal. */
	edit(path: string, properties: Properties): void {
		const resource = this.resources.get(path);
		if (!resource) throw new Error(`There is no ${path}.`);
		resource.properties = { ...resource.properties, ...properties };
		resource.etag = this.#etag();
	}

	/** A person's comment written in the portal. */
	comment(incident: string, message: string): void {
		this.#store(`incidents/${incident}/comments/${randomUUID()}`, { message });
	}

	async handle(
		request: IncomingMessage,
		response: ServerResponse,
		token:
			| { readonly clientId: string }
			| { readonly status: number; readonly code: string; readonly message: string },
		origin: string,
	): Promise<void> {
		const body = await bodyOf(request);
		const url = new URL(request.url ?? "/", origin);
		if ("status" in token) return refuse(response, token.status, token.code, token.message);
		if (!url.pathname.startsWith(`${SCOPE}/`)) {
			return refuse(response, 404, "ResourceNotFound", "The Resource was not found.");
		}
		if (url.searchParams.get("api-version") !== API_VERSION) {
			return refuse(response, 400, "InvalidApiVersionParameter", "The api-version is invalid.");
		}
		const path = url.pathname.slice(SCOPE.length + 1);
		const method = request.method ?? "GET";
		this.requests.push(`${method} ${path}`);
		const mishap = this.#mishap(method);
		if (mishap && (await this.#before(mishap, response, path))) return;
		const answer = this.#answer(method, path, body, url);
		if (mishap === "dropped-after") return void response.socket?.destroy();
		if (mishap === "failed-after") return refuse(response, 500, "InternalServerError", "Something broke.");
		if (answer.status === 204) return void response.writeHead(204).end();
		await answerJson(response, answer.status, answer.body);
	}

	#mishap(method: string): Mishap | null {
		if (this.#awaited?.method === method) {
			const { mishap } = this.#awaited;
			this.#awaited = undefined;
			return mishap;
		}
		const trouble = this.#trouble;
		if (!trouble?.random.chance(trouble.probability)) return null;
		const mishap = trouble.random.pick(MISHAPS);
		if (method === "GET" && mishap === "changed-before") return null;
		this.mishaps.set(mishap, (this.mishaps.get(mishap) ?? 0) + 1);
		return mishap;
	}

	/** @returns whether the request ends here, before it did anything */
	async #before(mishap: Mishap, response: ServerResponse, path: string): Promise<boolean> {
		const retryAfter = { "retry-after": String(this.#trouble?.retryAfter ?? 1) };
		switch (mishap) {
			case "throttled":
				await refuse(response, 429, "TooManyRequests", "The request was throttled.", retryAfter);
				return true;
			case "server-error":
				await refuse(response, 500, "InternalServerError", "An error has occurred.");
				return true;
			case "unavailable":
				await refuse(response, 503, "ServiceUnavailable", "The service is unavailable.", retryAfter);
				return true;
			case "bad-gateway":
				response.writeHead(502, { "content-type": "text/html" }).end("<h1>502 Bad Gateway</h1>");
				return true;
			case "dropped":
				response.socket?.destroy();
				return true;
			case "changed-before": {
				// Another client was quicker: only the etag changes, as when an automation rule adds a tag to itself.
				const resource = this.resources.get(path);
				if (resource) resource.etag = this.#etag();
				return false;
			}
			default:
				return false;
		}
	}

	#answer(method: string, path: string, body: string, url: URL): { status: number; body?: unknown } {
		const parts = path.split("/");
		if (method === "GET" && parts.length % 2 === 1) return this.#page(path, url);
		if (!parts.filter((_, index) => index % 2 === 1).every((id) => GUID.test(id))) {
			return error(400, "BadRequest", "The id must be a GUID.");
		}
		const known = this.resources.get(path);
		if (method === "GET") {
			return known ? { status: 200, body: this.#view(path, known) } : error(404, "NotFound", "Not found.");
		}
		if (method !== "PUT" && method !== "DELETE") return error(405, "MethodNotAllowed", "No.");
		if (this.responderOnly && parts[0] === "bookmarks") {
			return error(403, "AuthorizationFailed", "The client does not have authorization to write bookmarks.");
		}
		if (method === "DELETE") {
			for (const other of [...this.resources.keys()]) {
				if (other === path || other.startsWith(`${path}/`)) this.resources.delete(other);
			}
			return known ? { status: 200, body: {} } : { status: 204 };
		}
		return this.#put(path, parts, body, known);
	}

	#put(path: string, parts: string[], body: string, known: Resource | undefined) {
		const { etag, properties } = JSON.parse(body) as { etag?: string; properties: Properties };
		const parent = parts.slice(0, -2).join("/");
		if (parent !== "" && !this.resources.has(parent)) {
			return error(404, "NotFound", `Incident '${parts[1]}' does not exist.`);
		}
		if (known && etag === undefined) {
			return error(409, "Conflict", `Newer version of resource '${known.name}' exists. Data was not saved`);
		}
		if (etag !== undefined && known?.etag !== etag) {
			return error(412, "PreconditionFailed", "The etag does not match.");
		}
		const wrong = this.#refusal(parts, properties, known);
		if (wrong) return error(400, "BadRequest", wrong);
		const stored = this.#store(path, properties);
		return { status: known ? 200 : 201, body: this.#view(path, stored) };
	}

	#refusal(parts: string[], properties: Properties, known: Resource | undefined): string | null {
		const text = (name: string) => String(properties[name] ?? "");
		const siblings = this.list(parts.slice(0, -1).join("/")).length;
		switch (parts.at(-2)) {
			case "incidents":
				if (!["High", "Medium", "Low", "Informational"].includes(text("severity"))) return "severity";
				if (!["New", "Active", "Closed"].includes(text("status"))) return "status";
				if (text("title") === "") return "title";
				if (text("status") === "Closed" && text("classification") === "") return "classification";
				return text("description").length > LIMITS.description ? "description is too long" : null;
			case "comments":
				if (text("message") === "" || text("message").length > LIMITS.comment) return "message";
				return !known && siblings >= LIMITS.comments ? "too many comments" : null;
			case "relations":
				if (!this.resources.has(text("relatedResourceId").slice(SCOPE.length + 1))) return "no such resource";
				return !known && siblings >= LIMITS.bookmarks ? "too many bookmarks" : null;
			case "bookmarks":
				return text("displayName") === "" || text("query") === "" ? "displayName, query" : null;
			default:
				return "unknown kind";
		}
	}

	#store(path: string, properties: Properties): Resource {
		const known = this.resources.get(path);
		const number =
			known?.properties.incidentNumber ?? (/^incidents\/[^/]+$/.test(path) ? ++this.#number : undefined);
		const resource: Resource = {
			id: `${SCOPE}/${path}`,
			name: path.split("/").at(-1) ?? "",
			etag: this.#etag(),
			properties: {
				...properties,
				...(number === undefined
					? {}
					: {
							incidentNumber: number,
							incidentUrl: `https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident${SCOPE}/${path}`,
						}),
			},
		};
		this.resources.set(path, resource);
		return resource;
	}

	#page(collection: string, url: URL) {
		const from = Number(url.searchParams.get("$skipToken") ?? 0);
		const all = this.list(collection);
		const next = new URL(url);
		next.searchParams.set("$skipToken", String(from + PAGE));
		return {
			status: 200,
			body: {
				value: all.slice(from, from + PAGE),
				...(from + PAGE < all.length ? { nextLink: next.href } : {}),
			},
		};
	}

	#view(path: string, resource: Resource) {
		return { ...resource, type: `Microsoft.SecurityInsights/${path.split("/").at(-2)}` };
	}

	#etag(): string {
		this.#writes += 1;
		return `"${this.#writes.toString(16).padStart(8, "0")}-0000-0100-0000-000000000000"`;
	}
}

function error(status: number, code: string, message: string) {
	return { status, body: { error: { code, message } } };
}

function refuse(
	response: ServerResponse,
	status: number,
	code: string,
	message: string,
	headers: Record<string, string> = {},
): Promise<void> {
	return answerJson(response, status, { error: { code, message } }, headers);
}
