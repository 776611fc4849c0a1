/**
 * The edge of a component test: `fetch` and `XMLHttpRequest` answered by the test, all else real. What the page sends is
 * read by the route's schema and what it gets is checked by it, so that a page that has drifted from the API fails.
 * server.test.ts holds the schemas to those of the routes.
 */
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { z } from "zod";
import { likelyInput } from "@/lib/cases/cases/likely-schema";
import { caseBoard, caseDetail, likelyCases, statusInput } from "@/lib/cases/cases/schema";
import { casePeople } from "@/lib/cases/record/people-schema";
import { decisionInput, decisionResult } from "@/lib/decisions/schema";
import { problemSchema } from "@/lib/platform/http/problem";
import { importAnswer } from "@/lib/sources/import/report";
import { huntList } from "@/lib/triage/catalogue/schema";
import { findingDetail, findingFacetCounts, findingPage } from "@/lib/triage/findings/schema";

interface Schemas {
	readonly status: number;
	readonly answer: z.ZodType;
	readonly body?: z.ZodType;
}

/** The routes that can be answered, with the schemas of the routes themselves. */
export const SCHEMAS = {
	"GET /api/findings": { status: 200, answer: findingPage },
	"GET /api/findings/facets": { status: 200, answer: findingFacetCounts },
	"GET /api/findings/{id}": { status: 200, answer: findingDetail },
	"POST /api/findings/decisions": { status: 200, answer: decisionResult, body: decisionInput },
	"DELETE /api/findings/decisions/{id}": { status: 200, answer: decisionResult },
	"GET /api/hunts": { status: 200, answer: huntList },
	"POST /api/cases/likely": { status: 200, answer: likelyCases, body: likelyInput },
	"GET /api/cases/board": { status: 200, answer: caseBoard },
	"GET /api/cases/people": { status: 200, answer: casePeople },
	"GET /api/cases/{id}": { status: 200, answer: caseDetail },
	"PUT /api/cases/{id}/status": { status: 200, answer: caseDetail, body: statusInput },
	"DELETE /api/cases/{id}/status": { status: 200, answer: caseDetail },
	"POST /api/workspace/imports": { status: 201, answer: importAnswer },
} as const satisfies Record<string, Schemas>;
export type RouteName = keyof typeof SCHEMAS;

export interface Asked {
	readonly route: RouteName;
	/** The last part of the path, such as an id. */
	readonly name: string;
	readonly search: URLSearchParams;
	/** As it was sent. */
	readonly body: unknown;
}

/** A refusal, for a handler to give. */
export class Refusal {
	readonly document: z.infer<typeof problemSchema>;
	constructor(document: { status: number; code: string; detail: string } & Record<string, unknown>) {
		this.document = problemSchema.parse({
			type: "about:blank",
			title: "Refused",
			requestId: "request-1",
			...document,
		});
	}
}

/** Gives the answer of a request: what the route answers, a {@link Refusal}, or `"outage"`. */
type Handler = (asked: Asked) => unknown;
export type Handlers = Partial<Record<RouteName, Handler>>;

/** An upload that the test drives. */
export class Upload {
	readonly upload = new EventTarget();
	readonly #events = new EventTarget();
	status = 0;
	responseText = "";
	asked: Asked | null = null;
	aborted = false;

	open(method: string, url: string): void {
		this.asked = readRequest(method, url, undefined);
	}
	setRequestHeader(): void {}
	addEventListener(event: string, listener: () => void): void {
		this.#events.addEventListener(event, listener);
	}
	send(): void {
		server.uploads.push(this);
	}
	abort(): void {
		this.aborted = true;
		this.#events.dispatchEvent(new Event("abort"));
	}

	/** Says how much has been sent. */
	progress(loaded: number, total: number): void {
		this.upload.dispatchEvent(new ProgressEvent("progress", { loaded, total }));
	}
	/** Answers the upload. */
	answer(given: unknown): void {
		const { status, document } = checked(this.asked?.route as RouteName, given);
		this.status = status;
		this.responseText = JSON.stringify(document);
		this.#events.dispatchEvent(new Event("load"));
	}
}

/** What the page asked since the test began. */
export const server = {
	asked: [] as Asked[],
	uploads: [] as Upload[],
	handlers: {} as Handlers,
	faults: [] as string[],
	/** What was sent to one route, in order. */
	sent(route: RouteName): readonly Asked[] {
		return server.asked.filter((each) => each.route === route);
	},
};

/** Answers these routes from now on, beside those that are answered already. */
export function answer(handlers: Handlers): void {
	server.handlers = { ...server.handlers, ...handlers };
}

function readRequest(method: string, url: string, body: unknown): Asked {
	const { pathname, searchParams } = new URL(url, "http://afterclick.example");
	const route = (Object.keys(SCHEMAS) as RouteName[])
		.filter((name) => {
			const pattern = name.replaceAll(/\{\w+\}/g, "[^/]+");
			return new RegExp(`^${pattern}$`).test(`${method} ${pathname}`);
		})
		.sort((one, other) => Number(one.includes("{")) - Number(other.includes("{")))[0];
	if (route === undefined)
		throw fault(`${method} ${pathname} is none of the routes of test/components/server.ts.`);
	const schemas: Schemas = SCHEMAS[route];
	const read = schemas.body?.safeParse(body);
	if (read?.success === false) throw fault(`${route} does not take what was sent: ${read.error.message}`);
	return { route, name: pathname.split("/").at(-1) ?? "", search: searchParams, body };
}

function checked(route: RouteName, given: unknown): { status: number; document: unknown } {
	if (given instanceof Refusal) return { status: given.document.status, document: given.document };
	const { status, answer: schema }: Schemas = SCHEMAS[route];
	const read = schema.safeParse(given);
	if (!read.success) throw fault(`${route} does not answer so: ${read.error.message}`);
	return { status, document: given };
}

/** Kept for the end of the test: the page would only show it as an outage. */
function fault(message: string): Error {
	server.faults.push(message);
	return new Error(message);
}

async function stubFetch(url: string, init: RequestInit = {}): Promise<Response> {
	const body = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
	const asked = readRequest(init.method ?? "GET", url, body);
	server.asked.push(asked);
	const handler = server.handlers[asked.route];
	if (handler === undefined) throw fault(`${asked.route} was asked and the test does not answer it.`);
	const given = await handler(asked);
	init.signal?.throwIfAborted();
	if (given === "outage") throw new TypeError("Failed to fetch");
	const { status, document } = checked(asked.route, given);
	return new Response(JSON.stringify(document), { status, headers: { "content-type": "application/json" } });
}

beforeEach(() => {
	Object.assign(server, { asked: [], uploads: [], handlers: {}, faults: [] });
	vi.stubGlobal("fetch", stubFetch);
	vi.stubGlobal("XMLHttpRequest", Upload);
});
afterEach(() => {
	expect(server.faults).toEqual([]);
});

/** A promise that the test settles: a barrier for an answer that is still on its way. */
export function barrier(): { readonly opened: Promise<void>; readonly open: () => void } {
	let open = () => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { opened, open };
}
