import { z } from "zod";

/** A JSON Schema as the API's document holds it. */
export interface Schema {
	readonly $ref?: string;
	readonly type?: string;
	readonly enum?: readonly unknown[];
	readonly const?: unknown;
	readonly anyOf?: readonly Schema[];
	readonly allOf?: readonly Schema[];
	readonly format?: string;
	readonly pattern?: string;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly items?: Schema;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: boolean | Schema;
	readonly propertyNames?: Schema;
}

export interface Parameter {
	readonly name: string;
	readonly in: "path" | "query" | "header";
	readonly required: boolean;
	readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export interface Operation {
	/** `GET /api/findings/{id}` */
	readonly name: string;
	readonly method: string;
	readonly path: string;
	readonly parameters: readonly Parameter[];
	readonly requestBody?: { readonly content: Content };
	readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

export interface ApiDocument {
	readonly operations: readonly Operation[];
	/** Follows references. */
	resolve(schema: Schema): Schema;
	/** What in a value is not as the schema says; null when it fits. */
	misfit(schema: Schema, value: unknown): string | null;
}

type Raw = {
	readonly paths: Readonly<
		Record<string, Readonly<Record<string, Omit<Operation, "name" | "method" | "path">>>>
	>;
	readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** Reads the document that the running app serves. */
export async function readDocument(url: string): Promise<ApiDocument> {
	const raw = (await (await fetch(`${url}/api/openapi.json`)).json()) as Raw;
	const { schemas } = raw.components;
	const $defs = local(schemas);
	const readers = new WeakMap<Schema, z.ZodType>();
	const reader = (schema: Schema) => {
		const known =
			readers.get(schema) ?? z.fromJSONSchema({ ...local(schema), $defs } as z.core.JSONSchema.JSONSchema);
		readers.set(schema, known);
		return known;
	};
	return {
		operations: Object.entries(raw.paths).flatMap(([path, methods]) =>
			Object.entries(methods).map(([method, operation]) => ({
				...operation,
				name: `${method.toUpperCase()} ${path}`,
				method: method.toUpperCase(),
				path,
			})),
		),
		resolve(schema) {
			const name = schema.$ref?.split("/").at(-1);
			return name === undefined ? schema : (schemas[name] ?? {});
		},
		misfit(schema, value) {
			const read = reader(schema).safeParse(value);
			return read.success ? null : z.prettifyError(read.error).slice(0, 500);
		},
	};
}

/** References as a schema outside of the document has them. */
function local<T>(schema: T): T {
	return JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/"));
}
