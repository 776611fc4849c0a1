import { join } from "node:path";
import { expect, it } from "vitest";
import type { Route } from "@/lib/platform/http/operation";
import { SCHEMAS } from "./server";

it("answers component tests by the schemas of the routes themselves", async () => {
	for (const [name, { status, answer, ...rest }] of Object.entries(SCHEMAS)) {
		const [method = "", path = ""] = name.split(" ");
		const folder = path.replaceAll("{", "[").replaceAll("}", "]");
		const routes = (await import(join(process.cwd(), "app", folder, "route.ts"))) as Record<string, Route>;
		const operation = routes[method]?.operation;
		expect(operation?.answers[status] === answer, `${name} answers ${status} by its schema`).toBe(true);
		expect(operation?.body === ("body" in rest ? rest.body : undefined), `${name} reads by its schema`).toBe(
			true,
		);
	}
});
