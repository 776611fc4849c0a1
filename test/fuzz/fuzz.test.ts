import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { fuzz } from "./fuzz";

/** A small API with a document of its own, of which one operation can be made to lie. */

const thing = {
	get: {
		parameters: [{ name: "limit", in: "query", required: false, schema: { type: "integer", minimum: 1 } }],
		responses: {
			200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } },
		},
	},
};
const schemas = {
	Thing: {
		type: "object",
		properties: { size: { type: "integer" } },
		required: ["size"],
		additionalProperties: false,
	},
};
const fixed: Readonly<Record<string, unknown>> = {
	"/api/openapi.json": { openapi: "3.1.0", paths: { "/api/thing": thing }, components: { schemas } },
	"/api/findings": { items: [], nextCursor: null },
	"/api/hunts": { hunts: [{ id: "hunt" }] },
	"/api/hunts/hunt/runs": { items: [] },
	"/api/webhooks": {},
	"/api/cases": { items: [] },
	"/api/templates": { items: [] },
	"/api/handovers": { id: "handover" },
	"/api/people": {},
	"/api/sign-in/password": {},
};

let server: Server | undefined;
afterEach(() => server?.close());

async function fuzzed(answer: (response: ServerResponse, target: string) => void, seed = 1) {
	const targets: string[] = [];
	const own = createServer((request, response) => {
		const target = request.url ?? "";
		const known = fixed[target.split("?")[0] ?? ""];
		if (known !== undefined) return void response.end(JSON.stringify(known));
		targets.push(target);
		response.setHeader("x-request-id", "r");
		response.setHeader("content-type", "application/json");
		answer(response, target);
	});
	server = own;
	await new Promise<void>((resolve) => own.listen(0, "127.0.0.1", resolve));
	const { port } = own.address() as AddressInfo;
	const report = await fuzz({ url: `http://127.0.0.1:${port}`, requests: 40, seed, clients: 1 });
	own.close();
	return { report, targets };
}

describe("generated requests", () => {
	it("find nothing wrong with an API that matches its document", async () => {
		const { report } = await fuzzed((response) => response.end('{"size":1}'));
		expect(report.failures).toEqual([]);
		expect(report).toMatchObject({ requests: 40, statuses: { 200: 40 }, reached: { "GET /api/thing": 40 } });
	});

	it.each<[string, RegExp, (response: ServerResponse) => void]>([
		["a 5xx", /Answered with 500/, (response) => void response.writeHead(500).end("{}")],
		["a status without a word", /has no 404/, (response) => void response.writeHead(404).end("{}")],
		["another shape", /size/, (response) => void response.end('{"size":"large"}')],
		["more than it says", /more/i, (response) => void response.end('{"size":1,"more":1}')],
		["no JSON", /not the JSON/, (response) => void response.end("{")],
		[
			"another type",
			/has no text\/html/,
			(response) => void response.setHeader("content-type", "text/html").end(),
		],
		[
			"no request id",
			/X-Request-Id/,
			(response) => {
				response.removeHeader("x-request-id");
				response.end('{"size":1}');
			},
		],
		["no answer", /No answer/, (response) => void response.destroy()],
	])("notice %s", async (_, reason, answer) => {
		const { report } = await fuzzed(answer);
		expect(report.failures).toHaveLength(40);
		expect(report.failures[0]).toMatchObject({
			reason: expect.stringMatching(reason),
			request: expect.stringMatching(/^GET \/api\/thing/),
		});
	});

	it("are the same for the same seed, and others for another", async () => {
		const targets = async (seed: number) =>
			(await fuzzed((response) => response.end('{"size":1}'), seed)).targets;
		const first = await targets(7);
		expect(await targets(7)).toEqual(first);
		expect(await targets(8)).not.toEqual(first);
	});
});
