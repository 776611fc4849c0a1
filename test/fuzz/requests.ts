import fc from "fast-check";
import type { ApiDocument, Operation, Parameter, Schema } from "./document";
import { hostile, Known, spoiled, valid } from "./values";

/** How much of a request is as the document asks. */
export type Temper = "valid" | "near" | "hostile";

/** A request before it is known which of the app's things it is about. */
export interface Plan {
	readonly operation: Operation;
	readonly temper: Temper;
	readonly path: Readonly<Record<string, unknown>>;
	readonly query: Readonly<Record<string, unknown>>;
	readonly headers: Readonly<Record<string, unknown>>;
	/** A value to be sent as JSON, or bytes; undefined for none. */
	readonly body: unknown;
	/** Put behind the address as it is. */
	readonly suffix: string;
	/** The sender: a known person, or one with an invalid token or cookie. */
	readonly sender: "person" | "token" | "cookie";
	/** Number of an Idempotency-Key; the low ones are met again with another request. Null sends none. */
	readonly key: number | null;
	readonly site: "same-origin" | "cross-site" | undefined;
	/** Sent with its body; undefined leaves it out. */
	readonly contentType: string | undefined;
}

/** What costs seconds rather than milliseconds is asked less often. */
const WEIGHTS: Readonly<Record<string, number>> = {
	"POST /api/workspace/imports": 2,
	"POST /api/audit/verification": 3,
	"GET /api/audit/export": 4,
	"GET /api/findings/export": 8,
	"GET /api/workspace": 2,
	"GET /api/hunts/{id}": 2,
	"GET /api/openapi.json": 3,
	"GET /api/findings": 60,
	"POST /api/findings/decisions": 150,
	"PUT /api/findings/{id}/decision": 150,
};

/** Requests of all operations of the document. */
export function plans(api: ApiDocument): fc.Arbitrary<Plan> {
	return fc.oneof(
		...api.operations.map((operation) => ({
			weight: WEIGHTS[operation.name] ?? 20,
			arbitrary: fc
				.constantFrom<Temper>("valid", "valid", "near", "near", "hostile")
				.chain((temper) => plan(api, operation, temper)),
		})),
	);
}

function plan(api: ApiDocument, operation: Operation, temper: Temper): fc.Arbitrary<Plan> {
	const of = (place: Parameter["in"]) => operation.parameters.filter((parameter) => parameter.in === place);
	const evil = temper === "hostile";
	return fc.record<Plan>({
		operation: fc.constant(operation),
		temper: fc.constant(temper),
		path: parameters(api, operation, of("path"), evil),
		query: fc.oneof(
			{ weight: 3, arbitrary: parameters(api, operation, of("query"), evil) },
			{
				weight: temper === "valid" ? 0 : 1,
				arbitrary: spoiled(parameters(api, operation, of("query"), false)).map(asRecord),
			},
		),
		headers: fc.record(
			{
				"if-match": evil
					? printable
					: fc.constantFrom("current", "current", "current", '"1"', '"2"', '"queued"'),
			},
			{ requiredKeys: temper === "valid" ? ["if-match"] : [] },
		),
		body: body(api, operation, temper),
		suffix: evil
			? fc.constantFrom("", "", "", "?%", "?a=%E0%A4%A", "?&&=&", "?%00=%00", "%", "%E0%A4%A", "%00")
			: fc.constant(""),
		sender: fc.constantFrom("person", "person", "person", "person", "person", "token", "cookie"),
		key: fc.option(fc.oneof(fc.nat(5), fc.nat(2 ** 31)), { freq: 2 }),
		site: fc.constantFrom(
			undefined,
			undefined,
			undefined,
			"same-origin",
			evil ? "cross-site" : "same-origin",
		),
		contentType: evil
			? fc.constantFrom(
					undefined,
					"",
					"text/plain",
					"multipart/form-data; boundary=x",
					"application/x-www-form-urlencoded",
					"application/json; charset=utf-16",
					"image/png",
				)
			: fc.constant("application/json"),
	});
}

/** Characters allowed in a header. */
const printable = fc.oneof(
	fc.string({ maxLength: 60 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, "")),
	fc.constantFrom("*", 'W/"1"', '"1", "2"', '"', "\u00ff"),
);

function parameters(
	api: ApiDocument,
	operation: Operation,
	wanted: readonly Parameter[],
	evil: boolean,
): fc.Arbitrary<Record<string, unknown>> {
	const fields = wanted.map(({ name, in: place, schema }) => {
		const good = place === "path" ? pathValue(api, operation, schema) : valid(api, schema, name);
		return [name, evil ? fc.oneof(good, hostile) : good];
	});
	const requiredKeys = wanted.filter(({ required }) => required).map(({ name }) => name);
	return fc.record(Object.fromEntries(fields), { requiredKeys }) as fc.Arbitrary<Record<string, unknown>>;
}

/** The kind of `{id}` follows from the part of the path before it. */
function pathValue(api: ApiDocument, { path }: Operation, schema: Schema): fc.Arbitrary<unknown> {
	for (const of of ["hunt", "webhook", "case", "task", "template", "handover"] as const)
		if (path.startsWith(`/api/${of}s/{`)) return fc.nat(9).map((index) => new Known(of, index));
	if (path.startsWith("/api/runs/")) return valid(api, schema, "run");
	return valid(api, schema, path.includes("/decisions/") ? "decision" : "finding");
}

function body(api: ApiDocument, operation: Operation, temper: Temper): fc.Arbitrary<unknown> {
	const content = operation.requestBody?.content;
	if (content === undefined)
		return temper === "hostile" ? fc.oneof(fc.constant(undefined), bytes) : fc.constant(undefined);
	const schema = content["application/json"]?.schema;
	if (schema === undefined) return temper === "valid" ? upload : fc.oneof(upload, bytes);
	const good = valid(api, schema);
	if (temper === "valid") return good;
	return temper === "near" ? spoiled(good) : fc.oneof(spoiled(spoiled(good)), hostile, bytes);
}

const upload = fc
	.constantFrom(
		"TimeGenerated,AccountUpn,ReportId,Url\n2026-11-20T10:00:00Z,a@contoso.example,r-1,https://x.example\n",
		'[{"TimeGenerated":"2026-11-20T10:00:00Z","ReportId":"r-2"}]',
		'{"ReportId":"r-3"}\n{"ReportId":',
		"PAR1",
		"a,b\n1\n",
	)
	.map((text) => Buffer.from(text));

/** Bodies that are no JSON, or JSON that nobody means. */
const bytes = fc
	.oneof(
		fc.constantFrom(
			"",
			"{",
			"null",
			"[]",
			'"text"',
			"1e999",
			'{"verdict":"triaged","verdict":"benign"}',
			'{"verdict":"benign","ids":["\\u0000"],"versions":{"\\ud800":1}}',
			`${"[".repeat(100_000)}${"]".repeat(100_000)}`,
			`${'{"filter":'.repeat(20_000)}1${"}".repeat(20_000)}`,
			`"${"x".repeat(2_100_000)}"`,
			"\ufeff{}",
		),
		fc.string({ maxLength: 100 }),
	)
	.map((text) => Buffer.from(text));

function asRecord(value: unknown): Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: { more: value };
}
