import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isWrite, type Route } from "@/lib/platform/http/operation";
import { GET } from "./route";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

interface Operation {
	readonly operationId: string;
	readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
	readonly requestBody?: unknown;
	readonly responses: Readonly<
		Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>
	>;
}
interface Document {
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

async function readDocument(): Promise<Document> {
	const { openApiDocument } = await import("@/lib/platform/http/openapi");
	const { apiRoutes } = await import("./routes");
	return openApiDocument({ ...(await apiRoutes()), "/api/openapi.json": { GET } }) as unknown as Document;
}

/** `GET /api/runs/{id}` for every handler under app/api, with the handler. */
async function handlers(): Promise<Map<string, Route>> {
	const found = new Map<string, Route>();
	for (const file of await readdir("app/api", { recursive: true })) {
		if (!/(^|\/)route\.ts$/.test(file)) continue;
		const folder = file.slice(0, -"/route.ts".length);
		const path = `/api/${folder.replaceAll(/\[([^\]]+)\]/g, "{$1}")}`;
		const module = (await import(join(process.cwd(), "app/api", file))) as Record<string, Route>;
		for (const method of METHODS) if (module[method]) found.set(`${method} ${path}`, module[method]);
	}
	return found;
}

const operationsOf = ({ paths }: Document) =>
	Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(
			([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
		),
	);

describe("the API's document", () => {
	it("has every route and method of the app, and no others", async () => {
		const documented = operationsOf(await readDocument()).map(([name]) => name);
		expect(documented.length).toBeGreaterThan(20);
		expect(documented.sort()).toEqual([...(await handlers()).keys()].sort());
	});

	it("is built from the operations the handlers use", async () => {
		const { apiRoutes } = await import("./routes");
		const routes = await apiRoutes();
		for (const [name, handler] of await handlers()) {
			const [method = "", path = ""] = name.split(" ");
			if (path === "/api/openapi.json") continue;
			expect(handler.operation, name).toBeDefined();
			expect(routes[path]?.[method]?.operation, name).toBe(handler.operation);
		}
	});

	it("says of every operation that it may be unavailable for a moment, that it may fail, and that its headers may be too large", async () => {
		for (const [name, { responses }] of operationsOf(await readDocument())) {
			expect(Object.keys(responses), name).toEqual(expect.arrayContaining(["431", "500", "503"]));
		}
	});

	it("names every parameter of a path, and each operation once", async () => {
		const operations = operationsOf(await readDocument());
		for (const [name, { parameters }] of operations) {
			const inPath = parameters
				.filter((parameter) => parameter.in === "path")
				.map((parameter) => parameter.name);
			expect(inPath, name).toEqual([...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter));
		}
		const ids = operations.map(([, { operationId }]) => operationId);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it("documents every operation's errors, and the Idempotency-Key of every write", async () => {
		for (const [name, operation] of operationsOf(await readDocument())) {
			expect(operation.responses["500"]?.content?.["application/problem+json"], name).toBeDefined();
			const repeatable = operation.parameters.some((parameter) => parameter.name === "Idempotency-Key");
			if (!isWrite(name.split(" ")[0] ?? "")) expect(repeatable, name).toBe(false);
		}
		const { paths } = await readDocument();
		expect(paths["/api/findings/decisions"]?.post?.parameters.map(({ name }) => name)).toEqual([
			"Idempotency-Key",
		]);
	});

	it("refers only to schemas it contains, and each is a valid schema", async () => {
		const document = await readDocument();
		const text = JSON.stringify(document);
		for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
			expect(document.components.schemas, name).toHaveProperty(String(name));
		}
		expect(text).not.toContain("$defs");
		const $defs = JSON.parse(
			JSON.stringify(document.components.schemas).replaceAll("#/components/schemas/", "#/$defs/"),
		);
		for (const name of Object.keys($defs)) z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs });
	});
});
