/** Receivers are written from docs/webhooks.md, so its code must run and its example must match what is sent. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { escalatedData } from "./finding-escalated";
import { acknowledgedData, signedData } from "./handover-events";
import { requestHeaders, timestampOf } from "./headers";
import { renderBody } from "./render";
import { newSecret, signature } from "./secret";

let docs: string;
let directory: string;
beforeAll(async () => {
	docs = await readFile("docs/webhooks.md", "utf8");
	directory = await mkdtemp(join(tmpdir(), "afterclick-docs-"));
});
afterAll(() => rm(directory, { recursive: true }));

const block = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(docs)?.[1] ?? "";

it("the verification code accepts our signatures, and nothing else", async () => {
	const file = join(directory, "verify.mjs");
	await writeFile(file, block("js"));
	const { verify } = (await import(pathToFileURL(file).href)) as {
		verify: (headers: Record<string, string>, body: string, secret: string) => boolean;
	};
	const [old, secret] = [newSecret(), newSecret()] as const;
	const body = '{"a":"ä"}';
	const headersAt = (at: Date) =>
		requestHeaders("id", at, signature([secret, old], "id", timestampOf(at), body));
	const headers = headersAt(new Date());
	expect([verify(headers, body, secret), verify(headers, body, old)]).toEqual([true, true]);
	expect(verify(headers, body, newSecret())).toBe(false);
	expect(verify(headers, `${body} `, secret)).toBe(false);
	expect(verify({ ...headers, "webhook-id": "other" }, body, secret)).toBe(false);
	expect(verify(headersAt(new Date(Date.now() - 600_000)), body, secret)).toBe(false);
});

it("the example has the fields that are sent, in the same order", () => {
	const at = new Date();
	const sent = renderBody("json", {
		id: "event",
		type: "finding.escalated",
		at,
		data: escalatedData(
			{
				decisionId: "decision",
				at,
				by: { name: "Kim", verified: false },
				note: null,
				findings: [
					{
						id: "id",
						huntId: "hunt",
						accountUpn: null,
						clickedThrough: null,
						threatTypes: [],
						eventAt: at,
						url: null,
						actionType: null,
						workload: null,
						ipAddress: null,
					},
				],
			},
			undefined,
		),
	});
	expect(members(JSON.parse(block("json")))).toEqual(members(JSON.parse(sent)));
});

const handover = {
	id: "id",
	number: 1,
	shift: "Night",
	team: "",
	windowFrom: new Date(0),
	windowTo: new Date(1),
	timeZone: "UTC",
	summary: "See https://bad.example/x",
	outgoingName: "Kim",
	signedAt: new Date(2),
	snapshotHash: new Uint8Array([171]),
	incomingName: "Lee",
	acknowledgedAt: new Date(3),
	synthesis: "Block it",
};
const items = [{ key: "case:1", title: "A", stability: "watcher" as const }];

it("the examples of a handover have the fields that are sent, and no live URL", () => {
	const signed = signedData(handover, items, undefined);
	const acknowledged = acknowledgedData(
		handover,
		[
			{ item: "case:1", answer: "declined", reason: "No" },
			{ item: "case:2", answer: "accepted", reason: "" },
		],
		items,
		"https://desk.example",
	);
	expect(members(JSON.parse(block("json handover.signed")))).toEqual(members(signed));
	expect(members(JSON.parse(block("json handover.acknowledged")))).toEqual(members(acknowledged));
	expect(signed.summary).toBe("See hxxps://bad[.]example/x");
	expect(signed.handover.snapshotSha256).toBe("ab");
	expect(acknowledged).toMatchObject({
		count: 1,
		items: [{ title: "A", reason: "No" }],
		link: "https://desk.example/handovers/1",
	});
	for (const shape of ["slack", "teams"] as const) {
		const sent = (type: string, data: unknown) =>
			renderBody(shape, { id: "event", type, at: new Date(), data });
		expect(sent("handover.signed", signed)).toContain("Handover 1 is signed");
		expect(sent("handover.acknowledged", acknowledged)).toContain("Declined: No");
	}
});

function members(value: unknown, path = ""): string[] {
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value)
		.flatMap(([key, member]) => [`${path}/${key}`, ...members(member, `${path}/${key}`)])
		.filter((one) => !one.includes("threatTypes/"));
}
