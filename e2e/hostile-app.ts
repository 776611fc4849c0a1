import { type APIRequestContext, expect } from "@playwright/test";
import { CANARY, HOSTILE, HOSTILE_JSON, hostileClicks, quotedCsv } from "../test/findings/hostile-fixture";
import { type OwnApp, SEED_HUNT } from "./own-app";

/** The id of a hunt that would like to be more than text. */
export const HUNT = `hostile "<x-hostile>/../?#`;
/** A name of a person, a token or a file. */
export const NAME = `<img src=x onerror="${CANARY}">${HOSTILE.bidi}<x-hostile>`;

/** Imports hostile files into an app, adds hostile hunts, and has the hunts find what was imported. */
export async function fillHostile(own: OwnApp, request: APIRequestContext): Promise<void> {
	const load = async (fileName: string, body: string, more = "") => {
		const answer = await request.post(
			`${own.url}/api/workspace/imports?table=UrlClickEvents&fileName=${encodeURIComponent(fileName)}${more}`,
			{ data: Buffer.from(body), headers: { "content-type": "application/octet-stream" } },
		);
		expect(answer.status(), await answer.text()).toBe(201);
	};
	const now = new Date();
	await load(`${NAME}.csv`, quotedCsv(hostileClicks(HOSTILE, now)), "&replaceSample=1");
	const megabyte = { ...hostileClicks({ megabyte: "megabyte" }, now)[0], Url: "M<x-hostile>".repeat(87_500) };
	await load("beyond.json", JSON.stringify([...hostileClicks(HOSTILE_JSON, now), megabyte]));
	await own.addHunt(
		"\u202elmay.<x-hostile>.yaml",
		`${JSON.stringify({
			id: HUNT,
			name: `${HOSTILE.script}${HOSTILE.bidi}`,
			description: HOSTILE.attribute,
			"description-detailed": `${HOSTILE.comment}${HOSTILE.bidi}`,
			version: HOSTILE.formula,
			tactics: [HOSTILE.svg, HOSTILE.bidi],
			relevantTechniques: [HOSTILE.scheme, HOSTILE.script],
			requiredDataConnectors: [{ connectorId: HOSTILE.script, dataTypes: [HOSTILE.sql, HOSTILE.bidi] }],
			query: `UrlClickEvents | where Url startswith "<script>" // ${HOSTILE.comment}${HOSTILE.bidi}`,
			afterclick: { falsePositives: [HOSTILE.attribute, HOSTILE.bidi] },
		})}\n`,
	);
	await own.addHunt("<x-hostile>\u202e.yaml", `id: ${CANARY}\nname: "${NAME}\n`);
	for (const hunt of [SEED_HUNT, HUNT]) {
		const path = `${own.url}/api/hunts/${encodeURIComponent(hunt)}/runs`;
		const { id } = await (await request.post(path, { data: { preset: "7d" } })).json();
		// A connection that lay idle may just be closed as it is used again.
		const run = async () => (await request.get(`${own.url}/api/runs/${id}`, { maxRetries: 3 })).json();
		await expect.poll(async () => (await run()).status).toBe("succeeded");
	}
}
