/** The API's description (OpenAPI 3.1), made of what the routes read their requests by. */
import { z } from "zod";
import type { ErrorCode } from "@/lib/core/errors";
import { isSchema, isWrite, type MediaAnswer, type Operation, type Route, takesKey } from "./operation";
import { problemSchema, statusOf } from "./problem";

/** Path, with parameters in braces → its route module, or the handlers of one by method. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Route>>>>;

type Json = Record<string, unknown>;

const HEADERS = {
	"X-Request-Id": text("Identifies the request in the log and in the audit."),
	"RateLimit-Limit": text("Requests you can send per minute."),
	"RateLimit-Remaining": text("How many of them are left."),
	"RateLimit-Reset": text("Seconds until all of them are back."),
	"Retry-After": text("Seconds to wait before the next try."),
	ETag: text("The version: what If-Match takes."),
	"Idempotency-Replayed": text("`true` if the answer is repeated from an earlier request."),
};

export function openApiDocument(routes: Routes): Json & { readonly openapi: string } {
	const schemas: Json = {};
	const paths = Object.entries(routes).map(([path, handlers]) => [
		path,
		Object.fromEntries(
			Object.entries(handlers).map(([method, { operation }]) => [
				method.toLowerCase(),
				operationObject(path, method, operation, schemas),
			]),
		),
	]);
	return {
		openapi: "3.1.0",
		info: {
			title: "Afterclick",
			version: "1",
			license: { name: "Apache-2.0", identifier: "Apache-2.0" },
			description: "How to use it: docs/api.md.",
		},
		paths: Object.fromEntries(paths),
		components: {
			schemas,
			headers: HEADERS,
			securitySchemes: {
				token: { type: "http", scheme: "bearer" },
				browser: { type: "apiKey", in: "cookie", name: "afterclick_session" },
			},
		},
		security: [{ token: [] }, { browser: [] }, {}],
	};
}

function operationObject(path: string, method: string, operation: Operation, schemas: Json): Json {
	const json = (schema: z.ZodType, io: "input" | "output") => jsonSchema(schema, io, schemas);
	return {
		operationId: operationId(path, method),
		summary: operation.summary,
		...(operation.description ? { description: operation.description } : {}),
		tags: [path.split("/")[2] ?? "api"],
		parameters: [
			...(operation.id ? fields(z.object({ id: operation.id }), "path", json) : []),
			...fields(operation.query, "query", json),
			...headerParameters(method, operation),
		],
		...requestBody(operation, json),
		responses: {
			...goodAnswers(method, operation, json),
			...problems(method, operation, json),
		},
	};
}

function operationId(path: string, method: string): string {
	const words = path.replace("/api/", "").split(/[^a-z]+/i);
	return [method.toLowerCase(), ...words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))].join(
		"",
	);
}

type ToJson = (schema: z.ZodType, io: "input" | "output") => Json;

function fields(schema: z.ZodType | undefined, place: "path" | "query", json: ToJson): Json[] {
	if (!(schema instanceof z.ZodObject)) return [];
	const fieldsOf: [string, z.ZodType][] = Object.entries(schema.shape);
	return fieldsOf.map(([name, field]) => ({
		name,
		in: place,
		required: place === "path" || !field.safeParse(undefined).success,
		// Everything in an address is text; what counts is what the text is read as.
		schema: json(field, "output"),
	}));
}

function headerParameters(method: string, operation: Operation): Json[] {
	const parameters: Json[] = [];
	if (operation.ifMatch) {
		parameters.push({
			name: "If-Match",
			in: "header",
			required: operation.ifMatch === "required",
			description: "The ETag of what you saw.",
			schema: { type: "string" },
		});
	}
	if (takesKey(method, operation)) {
		parameters.push({
			name: "Idempotency-Key",
			in: "header",
			required: false,
			description: "Sent again with the same key within 24 hours, the request is not done twice.",
			schema: { type: "string", minLength: 1, maxLength: 255 },
		});
	}
	return parameters;
}

function requestBody({ body, upload }: Operation, json: ToJson): Json {
	if (body) {
		return {
			requestBody: { required: true, content: { "application/json": { schema: json(body, "input") } } },
		};
	}
	if (upload) {
		const content = Object.fromEntries(upload.media.map((type) => [type, {}]));
		return { requestBody: { required: true, description: upload.description, content } };
	}
	return {};
}

function goodAnswers(method: string, operation: Operation, json: ToJson): Json {
	const headers = headersOf([
		...standing(operation),
		...(operation.etag ? ["ETag" as const] : []),
		...(takesKey(method, operation) ? ["Idempotency-Replayed" as const] : []),
	]);
	return Object.fromEntries(
		Object.entries(operation.answers).map(([status, answer]) => [
			status,
			{ ...content(answer, json, operation.summary), headers },
		]),
	);
}

function content(answer: z.ZodType | MediaAnswer | null, json: ToJson, summary: string): Json {
	if (answer === null) return { description: "Done." };
	if (!isSchema(answer)) {
		const types = answer.media.map((type) => [type, { schema: { type: "string" } }]);
		return { description: answer.description, content: Object.fromEntries(types) };
	}
	return { description: `${summary}.`, content: { "application/json": { schema: json(answer, "output") } } };
}

/** Problem documents by status, each with the codes that may stand in it. */
function problems(method: string, operation: Operation, json: ToJson): Json {
	const byStatus = new Map<number, ErrorCode[]>();
	for (const code of codesOf(method, operation)) {
		byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
	}
	const problem = json(problemSchema, "output");
	const ofHeaders = { description: "The address and headers together are larger than 16 kB. No body." };
	return Object.fromEntries([
		[431, ofHeaders],
		...[...byStatus].map(([status, codes]) => [
			status,
			{
				description: `Problem: ${codes.map((code) => `\`${code}\``).join(", ")}.`,
				headers: headersOf([
					...standing(operation),
					...([409, 429, 503].includes(status) ? ["Retry-After" as const] : []),
				]),
				content: {
					"application/problem+json": {
						schema: { allOf: [problem, { type: "object", properties: { code: { enum: codes } } }] },
					},
				},
			},
		]),
	]);
}

function codesOf(method: string, operation: Operation): ErrorCode[] {
	// Anyone who shows a token that is not good is refused everywhere.
	// The server refuses a body that is announced as too long before it looks at what the route takes.
	const codes = new Set<ErrorCode>(["too_large", ...(operation.errors ?? [])]);
	if (!operation.anonymous) codes.add("unauthenticated");
	const reads = operation.id ?? operation.query ?? operation.body;
	if (reads || operation.ifMatch || isWrite(method)) codes.add("invalid_input");
	if (!operation.open || isWrite(method)) codes.add("forbidden");
	if (operation.id && !operation.unknownIsEmpty) codes.add("not_found");
	if (operation.ifMatch) codes.add("precondition_failed");
	if (takesKey(method, operation)) codes.add("conflict");
	if (operation.limited !== false) codes.add("rate_limited");
	// While it starts, and while its database, disk or hunts are not there for a moment.
	if (!(503 in operation.answers)) codes.add("unavailable");
	return [...codes.add("internal")].sort();
}

function standing(operation: Operation): (keyof typeof HEADERS)[] {
	if (operation.limited === false) return ["X-Request-Id"];
	return ["X-Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];
}

function headersOf(names: readonly (keyof typeof HEADERS)[]): Json {
	return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** A schema as JSON Schema; what has an id of its own goes to `schemas` and is referred to. */
function jsonSchema(schema: z.ZodType, io: "input" | "output", schemas: Json): Json {
	const {
		$schema: _,
		$defs,
		...own
	} = z.toJSONSchema(schema, {
		io,
		// A format says it; its regular expression is half a page.
		override: ({ jsonSchema: node }) => {
			if (node.format === "uuid" || node.format === "date-time") delete node.pattern;
		},
	}) as Json & { $defs?: Json };
	const { id, ...plain } = refer(own) as Json;
	for (const [name, definition] of Object.entries($defs ?? {})) {
		const { id: _id, ...rest } = refer(definition) as Json;
		schemas[name] = rest;
	}
	if (typeof id !== "string") return plain;
	schemas[id] = plain;
	return { $ref: `#/components/schemas/${id}` };
}

/** Points references at the document's components. */
function refer(node: unknown): unknown {
	if (Array.isArray(node)) return node.map(refer);
	if (typeof node !== "object" || node === null) return node;
	return Object.fromEntries(
		Object.entries(node).map(([key, value]) => [
			key,
			key === "$ref" && typeof value === "string"
				? value.replace("#/$defs/", "#/components/schemas/")
				: refer(value),
		]),
	);
}

function text(description: string): Json {
	return { description, schema: { type: "string" } };
}
