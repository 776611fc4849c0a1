import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EscalatedFinding } from "@/lib/decisions/escalation";
import { escalatedData, LISTED_FINDINGS } from "./finding-escalated";
import type { Message } from "./message";
import { renderBody } from "./render";
import type { Shape } from "./rules";
import { fitEscaped, slackBody } from "./shape-slack";
import { teamsBody } from "./shape-teams";

const at = new Date("2026-03-01T12:00:00Z");
const finding = (over: Partial<EscalatedFinding> = {}): EscalatedFinding => ({
	id: "0190a0a0-0000-7000-8000-000000000001",
	huntId: "hunt",
	accountUpn: "kim@contoso.example",
	clickedThrough: true,
	threatTypes: ["Phish"],
	eventAt: at,
	url: "https://evil.example/login?next=https://other.example/",
	actionType: "ClickAllowed",
	workload: "Email",
	ipAddress: "192.0.2.1",
	...over,
});
const render = (shape: Shape, findings: EscalatedFinding[], note: string | null = null, name = "Kim") =>
	renderBody(shape, {
		id: "event",
		type: "finding.escalated",
		at,
		data: escalatedData(
			{ decisionId: "decision", at, by: { name, verified: false }, note, findings },
			"https://desk.example",
		),
	});

const hostile = fc.oneof(
	fc.string({ unit: "binary" }),
	fc.constantFrom(
		"<!channel>",
		"<@U123>",
		"<https://evil.example|safe>",
		"`<https://evil.example|x>`",
		"```\n<!here>\n```",
		"[click](https://evil.example)",
		"https://evil.example/a",
		"HTTPS://EVIL.example",
		"*bold* _it_ ~no~",
		"\u202egnp.exe",
		"&lt;!channel&gt;",
	),
);
const hostileFinding = fc
	.record({ accountUpn: hostile, url: hostile, workload: hostile, actionType: hostile, threat: hostile })
	.map(({ threat, ...rest }) => finding({ ...rest, threatTypes: [threat] }));

/** Every string of a document. */
function strings(value: unknown): string[] {
	if (typeof value === "string") return [value];
	if (typeof value !== "object" || value === null) return [];
	return Object.values(value).flatMap(strings);
}

describe("slack", () => {
	it("has no control sequence except links into the app, whatever the findings, note and name contain", () => {
		fc.assert(
			fc.property(
				fc.array(hostileFinding, { minLength: 1, maxLength: 4 }),
				hostile,
				hostile,
				(some, note, name) => {
					const body = JSON.parse(render("slack", some, note, name));
					for (const text of strings(body)) {
						const controls = text.match(/<[^>]*>?/g) ?? [];
						for (const control of controls)
							expect(control).toMatch(/^<https:\/\/desk\.example\/[^|>]*\|[\w ]+>$/);
					}
					for (const block of body.blocks) {
						if (block.text.type !== "mrkdwn") continue;
						expect(block.text.verbatim).toBe(true);
						expect(block.text.text.length).toBeLessThanOrEqual(3_000);
						// Outside of code spans there is nothing but our own words.
						const outside = block.text.text.replace(/```[^`]*```/g, "").replace(/`[^`]*`/g, "");
						expect(outside).toMatch(/^(\*(By|At):\* ?|\*\*|<https[^>]*>|and \d+ more|\s)*$/);
					}
				},
			),
		);
	});
	it("cuts escaped text to Slack's limits, never within an entity or a surrogate pair", () => {
		const units = ["&", "<", "\u{1f600}", "`", "&amp;", "x<", "\ud83d\ude00&", "\u4f60"];
		for (const unit of units) {
			for (const offset of ["", "a", "ab", "abc", "abcd"]) {
				const long = offset + unit.repeat(4_000);
				const message: Message = {
					title: long,
					facts: Array.from({ length: 8 }, (_, index) => ({ name: `Fact ${index}`, value: long })),
					note: long,
					items: [{ title: long, lines: [long, "short", long], link: "https://desk.example/findings" }],
					more: 3,
					link: "https://desk.example/",
				};
				for (const { type, text } of slackBody(message).blocks) {
					expect(text.text.length).toBeLessThanOrEqual(type === "header" ? 150 : 3_000);
					// What is foreign uses the room there is.
					if (text.text.includes("…"))
						expect(text.text.length).toBeGreaterThan(type === "header" ? 140 : 2_900);
					expect(text.text.replace(/&(amp|lt|gt);/g, "")).not.toMatch(/&/);
					expect(Buffer.from(text.text).toString()).toBe(text.text);
				}
				const [, , , item] = slackBody(message).blocks;
				expect(item?.text.text).toContain("`short`");
				expect(item?.text.text).toContain("<https://desk.example/findings|Open>");
			}
		}
		expect(fitEscaped("a&b", 7)).toBe("a&amp;b");
		expect(fitEscaped("a&b", 6)).toBe("a…");
		expect(fitEscaped("\u{1f600}\u{1f600}", 3)).toBe("\u{1f600}…");
		expect(fitEscaped("&", 0)).toBe("");
	});
	it("has at most 50 blocks", () => {
		const body = JSON.parse(
			render(
				"slack",
				Array.from({ length: 500 }, () => finding()),
				"note",
			),
		);
		expect(body.blocks.length).toBeLessThanOrEqual(50);
		expect(JSON.stringify(body)).toContain("and 480 more");
	});
});

describe("teams", () => {
	it("escapes other people's text for Markdown", () => {
		fc.assert(
			fc.property(
				fc.array(hostileFinding, { minLength: 1, maxLength: 4 }),
				hostile,
				hostile,
				(some, note, name) => {
					const { content } = JSON.parse(render("teams", some, note, name)).attachments[0];
					const visit = (node: unknown): void => {
						if (Array.isArray(node)) {
							node.forEach(visit);
							return;
						}
						if (typeof node !== "object" || node === null) return;
						const element = node as Record<string, unknown>;
						if (element.type === "TextBlock") {
							expect(element.text).toMatch(
								/^(A finding was escalated|\d+ findings were escalated|and \d+ more)$/,
							);
						}
						if (element.type === "Action.OpenUrl") expect(element.url).toMatch(/^https:\/\/desk\.example\//);
						Object.values(element).forEach(visit);
					};
					visit(content);
				},
			),
		);
	});
	it("stays below Teams' 28 kB with the largest fields", () => {
		const long = "\u4f60".repeat(5_000);
		const findings = Array.from({ length: 60 }, () =>
			finding({ url: `https://${long}`, accountUpn: long, workload: long, threatTypes: [long, long, long] }),
		);
		const body = render("teams", findings, long);
		expect(Buffer.byteLength(body)).toBeLessThan(28_000);
	});
});

it("no shape and no event's data ends within a surrogate pair", () => {
	for (const offset of ["", "a"]) {
		const long = offset + "\u{1f600}".repeat(3_000);
		for (const shape of ["json", "slack", "teams"] as const) {
			const body = render(shape, [finding({ accountUpn: long, url: `https://${long}` })], long, long);
			for (const text of strings(JSON.parse(body))) expect(Buffer.from(text).toString()).toBe(text);
		}
	}
});

it("teams stays below its limit when facts and note alone are too much", () => {
	const long = "\u4f60".repeat(20_000);
	const facts = Array.from({ length: 40 }, (_, index) => ({ name: `Fact ${index}`, value: long }));
	const body = JSON.stringify(teamsBody({ title: "t", facts, note: long, items: [], more: 0, link: null }));
	expect(Buffer.byteLength(body)).toBeLessThan(28_000);
});

describe("json", () => {
	it("lists a bounded number and counts all", () => {
		const { data, ...rest } = JSON.parse(
			render(
				"json",
				Array.from({ length: 120 }, () => finding()),
			),
		);
		expect(rest).toEqual({
			id: "event",
			type: "finding.escalated",
			version: 1,
			timestamp: "2026-03-01T12:00:00.000Z",
		});
		expect(data).toMatchObject({ count: 120, omitted: 120 - LISTED_FINDINGS });
		expect(data.findings).toHaveLength(LISTED_FINDINGS);
		expect(data.findings[0]).toMatchObject({
			accountUpn: "kim@contoso.example",
			urlDefanged: "hxxps://evil[.]example/login?next=hxxps://other[.]example/",
			link: "https://desk.example/findings?status=all&finding=0190a0a0-0000-7000-8000-000000000001",
		});
	});
});

const OURS = /https:\/\/desk\.example\/|http:\/\/adaptivecards\.io\//g;

it.each(["json", "slack", "teams"] as const)("%s never contains a live URL except ours", (shape) => {
	const url = fc.webUrl({ withQueryParameters: true, withFragments: true });
	fc.assert(
		fc.property(hostileFinding, url, url, hostile, (one, clicked, noted, name) => {
			const found = [one, { ...one, url: clicked }, { ...one, url: `${clicked}?next=${noted}` }];
			for (const text of strings(JSON.parse(render(shape, found, `x${noted} ${clicked}`, name)))) {
				expect(text.replace(OURS, "")).not.toMatch(/https?:\/\/\S/i);
			}
		}),
	);
});
