import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { tooLarge } from "@/lib/sources/engine/wire";
import { answerJson, answerText } from "./reply";

/**
 * What the double can be asked to do in place of, or with, an answer. Bodies are those of the service as its pages
 * "Log Analytics API errors" and "response format" show them; where these show none (429, 503, 504), a body of
 * the same form.
 */
export const FAULT_KINDS = [
	"throttled",
	"throttled-silently",
	"unavailable",
	"server-error",
	"timed-out",
	"bad-gateway",
	"drop",
	"drop-body",
	"unauthorized",
	"forbidden",
	"no-workspace",
	"refused",
	"partial-too-large",
	"partial-engine",
	"no-content",
	"empty",
	"page",
	"nulls-and-longs",
	"many-rows",
	"slow",
	"trickle",
	"hang",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
	readonly kind: FaultKind;
	/** How many requests it befalls; default 1. */
	readonly times?: number;
	/** Only requests whose query contains this text. */
	readonly match?: string;
	/** Of `throttled` and `unavailable`: what Retry-After says (default 1). Of `slow` and `trickle`: how long it takes (default 2). */
	readonly seconds?: number;
	/** Of `many-rows`: how many (default 500,000). Of `slow`: so many made-up ones in place of the true answer. */
	readonly rows?: number;
}

const error = (code: string, message: string, innererror?: object) => ({
	error: { message, code, ...(innererror ? { innererror } : {}) },
});

/**
 * Does what the fault says.
 * @param answer gives the body of the true answer, for faults that only delay or cut it
 */
export async function befall(
	fault: Fault,
	response: ServerResponse,
	answer: () => Promise<string | null>,
): Promise<void> {
	const seconds = fault.seconds ?? 1;
	switch (fault.kind) {
		case "throttled":
			return answerJson(
				response,
				429,
				error("ThrottledError", `Rate limit is exceeded. Try again in ${seconds} seconds.`),
				{
					"retry-after": String(seconds),
				},
			);
		case "throttled-silently":
			return answerJson(response, 429, error("ThrottledError", "Rate limit is exceeded."));
		case "unavailable":
			return answerJson(
				response,
				503,
				error("ServiceUnavailable", "The service is temporarily unavailable."),
				fault.seconds === undefined ? {} : { "retry-after": String(seconds) },
			);
		case "server-error":
			return answerJson(response, 500, error("InternalServerError", "An internal server error occurred."));
		case "timed-out":
			return answerJson(
				response,
				504,
				error("GatewayTimeout", "Gateway timeout", {
					code: "GatewayTimeout",
					message: "Unable to unzip response",
				}),
			);
		case "bad-gateway":
			return answerText(response, 502, "<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html");
		case "page":
			return answerText(response, 200, "<html><body>Sign in to the network</body></html>", "text/html");
		case "drop":
			response.socket?.destroy();
			return;
		case "drop-body": {
			const body = (await answer()) ?? "";
			response.writeHead(200, {
				"content-type": "application/json",
				"content-length": Buffer.byteLength(body),
			});
			response.write(body.slice(0, Math.ceil(body.length / 2)));
			await delay(50);
			response.socket?.destroy();
			return;
		}
		case "unauthorized":
			return answerJson(
				response,
				401,
				error("AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."),
			);
		case "forbidden":
			return answerJson(
				response,
				403,
				error(
					"InsufficientAccessError",
					"The provided credentials have insufficient access to perform the requested operation",
					{
						code: "AuthorizationRequiredError",
						message: "Valid authentication was provided, but authorization is required.",
						innererror: {
							code: "NoAuthorizationError",
							message: "Failed to resolve any API-level authorizations",
						},
					},
				),
			);
		case "no-workspace":
			return answerJson(response, 404, error("PathNotFoundError", "The requested path does not exist"));
		case "refused":
			return answerJson(
				response,
				400,
				error("BadArgumentError", "The request had some invalid properties", {
					code: "SyntaxError",
					message: "A recognition error occurred in the query.",
					innererror: {
						code: "SYN0002",
						message: "Query could not be parsed at 'whre' on line [2,2]",
						line: 2,
						pos: 2,
						token: "whre",
					},
				}),
			);
		case "partial-too-large":
			return answerText(response, 200, halved(await answer(), tooLarge("500000 records")));
		case "partial-engine":
			return answerText(
				response,
				200,
				halved(await answer(), {
					code: "PartialError",
					message: "There were some errors when processing your query.",
					details: [
						{
							code: "EngineError",
							message: "Something went wrong processing your query on the server.",
							innererror: {
								code: "-2133196797",
								message:
									"Query execution lacks memory resources to complete (80DA0007): Partial query failure: E_LOW_MEMORY_CONDITION",
								severity: 2,
								severityName: "Error",
							},
						},
					],
				}),
			);
		case "no-content":
			response.writeHead(204).end();
			return;
		case "empty":
			return answerText(response, 200, "");
		case "nulls-and-longs":
			return answerText(response, 200, NULLS_AND_LONGS);
		case "many-rows":
			return answerText(response, 200, manyRows(fault.rows ?? 500_000));
		case "slow":
			await delay((fault.seconds ?? 2) * 1000);
			return answerText(
				response,
				200,
				fault.rows === undefined ? ((await answer()) ?? "") : manyRows(fault.rows),
			);
		case "trickle": {
			const body = Buffer.from((await answer()) ?? "");
			const pieces = 20;
			response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
			for (let piece = 0; piece < pieces && !response.destroyed; piece++) {
				response.write(body.subarray((body.length * piece) / pieces, (body.length * (piece + 1)) / pieces));
				await delay(((fault.seconds ?? 2) * 1000) / pieces);
			}
			response.end();
			return;
		}
		case "hang":
			await new Promise((resolve) => response.once("close", resolve));
	}
}

/** The first half of an answer's rows, with the error that says so. */
function halved(body: string | null, partial: object): string {
	const answer = JSON.parse(body ?? "{}") as { tables?: { rows: unknown[] }[] };
	for (const table of answer.tables ?? []) table.rows.length = Math.ceil(table.rows.length / 2);
	return JSON.stringify({ ...answer, error: partial });
}

/** Written by hand: no number of JavaScript's holds these longs. */
const NULLS_AND_LONGS = `{"tables":[{"name":"PrimaryResult","columns":[
{"name":"TimeGenerated","type":"datetime"},{"name":"When","type":"datetime"},{"name":"Big","type":"long"},
{"name":"Small","type":"long"},{"name":"Real","type":"real"},{"name":"Bag","type":"dynamic"},{"name":"Text","type":"string"}],
"rows":[["2026-01-01T00:00:00.1234567Z",null,9007199254740993,7,100000000000000000000,"{\\"id\\":9223372036854775807}","say \\"9007199254740993\\", twice"],
[null,"2026-01-01T00:00:00Z",-9223372036854775808,null,0.5,null,null]]}]}`;

function manyRows(count: number): string {
	const rows = Array.from(
		{ length: count },
		(_, index) => `["report-${index}",true,"user${index % 1000}@contoso.com","mail-${index}","Phish"]`,
	);
	const columns = [
		["ReportId", "string"],
		["IsClickedThrough", "bool"],
		["AccountUpn", "string"],
		["NetworkMessageId", "string"],
		["ThreatTypes", "string"],
	].map(([name, type]) => ({ name, type }));
	return `{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(columns)},"rows":[${rows.join(",")}]}]}`;
}
