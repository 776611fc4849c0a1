import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quoteText } from "@/lib/sources/files/part-writer";
import { readManifest, type StoredManifest, tablePartFiles } from "@/lib/sources/files/store";
import { importFile } from "@/lib/sources/import/import-file";
import { KNOWN_TABLES } from "@/lib/sources/kql/tables";
import { generateSample } from "@/lib/sources/sample/generate";
import { query } from "@/test/workspaces/test-rows";

const UNTIL = new Date("2026-03-18T14:00:00Z");
const CLICKS = 50_000;
const FOUND =
	"(ActionType = 'ClickAllowed' OR IsClickedThrough IS DISTINCT FROM false) AND ThreatTypes LIKE '%Phish%'";

let root: string;
let directory: string;
let manifest: StoredManifest;

function table(name: string, of = { directory, manifest }): string {
	return `read_parquet([${tablePartFiles(of.directory, of.manifest, name).map(quoteText).join(", ")}])`;
}

async function number(sql: string): Promise<number> {
	return Number(Object.values((await query(sql))[0] ?? {})[0]);
}

beforeAll(async () => {
	root = await mkdtemp(path.join(tmpdir(), "afterclick-sample-"));
	directory = path.join(root, "sample");
	manifest = await generateSample({ directory, clicks: CLICKS, seed: "test", until: UNTIL });
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

describe("the sample", () => {
	it("is labelled, has every table and exactly the clicks asked for", async () => {
		expect(manifest.sample).toBe(true);
		expect(manifest.tables.map(({ name }) => name)).toEqual(KNOWN_TABLES.map(({ name }) => name));
		expect(await number(`SELECT count(*) FROM ${table("UrlClickEvents")}`)).toBe(CLICKS);
		for (const { name } of KNOWN_TABLES)
			expect(await number(`SELECT count(*) FROM ${table(name)}`)).toBeGreaterThan(100);
	});

	it("covers the ninety days before its end and nothing after it", async () => {
		for (const name of [
			"UrlClickEvents",
			"EmailEvents",
			"EmailPostDeliveryEvents",
			"SigninLogs",
			"IdentityInfo",
		]) {
			const outside = `TimeGenerated >= TIMESTAMP '2026-03-18 14:00:00' OR TimeGenerated < TIMESTAMP '2025-12-18 14:00:00'`;
			expect(
				await number(`SELECT count(*) FROM ${table(name)} WHERE ${outside} OR TimeGenerated IS NULL`),
			).toBe(0);
		}
		expect(
			await number(`SELECT count(DISTINCT CAST(TimeGenerated AS DATE)) FROM ${table("UrlClickEvents")}`),
		).toBe(91);
	});

	it("has about 400 findings of the seed hunt, at least 60 in the last week", async () => {
		const distinct = `SELECT count(DISTINCT (ReportId, lower(AccountUpn))) FROM ${table("UrlClickEvents")} WHERE ${FOUND}`;
		const all = await number(distinct);
		expect(all).toBeGreaterThan(360);
		expect(all).toBeLessThan(440);
		expect(
			await number(`${distinct} AND TimeGenerated >= TIMESTAMP '2026-03-11 14:00:00'`),
		).toBeGreaterThanOrEqual(60);
	});

	it("has pairs of warning and click-through that share a ReportId", async () => {
		const pairs = `SELECT ReportId FROM ${table("UrlClickEvents")} GROUP BY ReportId
			HAVING bool_or(IsClickedThrough) AND bool_or(NOT IsClickedThrough) AND count(*) = 2
				AND count(DISTINCT (AccountUpn, Url, IPAddress, ThreatTypes)) = 1`;
		expect(await number(`SELECT count(*) FROM (${pairs})`)).toBeGreaterThan(150);
		expect(
			await number(
				`SELECT max(n) FROM (SELECT count(*) n FROM ${table("UrlClickEvents")} GROUP BY ReportId)`,
			),
		).toBe(2);
	});

	it("joins clicks to their mail by message and recipient, except those from Sent Items", async () => {
		const join = `SELECT count(*) AS clicks, count(e.ReportId) AS mails FROM ${table("UrlClickEvents")} c
			LEFT JOIN ${table("EmailEvents")} e
			ON c.NetworkMessageId = e.NetworkMessageId AND lower(c.AccountUpn) = e.RecipientEmailAddress
			WHERE c.NetworkMessageId IS NOT NULL`;
		const [{ clicks, mails } = {}] = await query(join);
		expect(Number(mails) / Number(clicks)).toBeGreaterThan(0.95);
		expect(Number(mails)).toBeLessThan(Number(clicks));
		const early = `SELECT count(*) FROM ${table("UrlClickEvents")} c JOIN ${table("EmailEvents")} e
			ON c.NetworkMessageId = e.NetworkMessageId AND lower(c.AccountUpn) = e.RecipientEmailAddress
			WHERE c.TimeGenerated < e.TimeGenerated`;
		expect(await number(early)).toBe(0);
		const sent = `SELECT count(*) FROM ${table("UrlClickEvents")} WHERE Workload = 'Email' AND NetworkMessageId IS NULL`;
		expect(await number(sent)).toBeGreaterThan(1000);
		const doubled = `SELECT count(*) - count(DISTINCT (NetworkMessageId, RecipientEmailAddress)) FROM ${table("EmailEvents")}`;
		expect(await number(doubled)).toBe(0);
	});

	it("has typical cases: workloads, IPv6, simulations, scanner bursts, ZAP, repeated clickers", async () => {
		const clicks = table("UrlClickEvents");
		const workloads = await query(`SELECT DISTINCT Workload FROM ${clicks} ORDER BY 1`);
		expect(workloads.map((row) => row.Workload)).toEqual(["Copilot", "Email", "Office", "Teams"]);
		expect(await number(`SELECT count(*) FROM ${clicks} WHERE IPAddress LIKE '2001:db8:%'`)).toBeGreaterThan(
			500,
		);
		expect(
			await number(
				`SELECT count(*) FROM ${clicks} WHERE DetectionMethods LIKE '%Attack simulation%' AND ${FOUND}`,
			),
		).toBeGreaterThan(10);
		expect(await number(`SELECT count(*) FROM ${clicks} WHERE IsClickedThrough IS NULL`)).toBeGreaterThan(
			100,
		);
		const bursts = `SELECT count(*) FROM ${clicks} c JOIN ${table("EmailEvents")} e
			ON c.NetworkMessageId = e.NetworkMessageId AND lower(c.AccountUpn) = e.RecipientEmailAddress
			WHERE c.TimeGenerated < e.TimeGenerated + INTERVAL 30 SECOND AND ${FOUND.replaceAll("ThreatTypes", "c.ThreatTypes")}`;
		expect(await number(bursts)).toBeGreaterThan(10);
		expect(
			await number(`SELECT count(*) FROM ${table("EmailPostDeliveryEvents")} WHERE ActionType = 'Phish ZAP'`),
		).toBeGreaterThan(100);
		const most = `SELECT max(n) FROM (SELECT count(DISTINCT ReportId) n FROM ${clicks} WHERE ${FOUND} GROUP BY lower(AccountUpn))`;
		expect(await number(most)).toBeGreaterThanOrEqual(4);
		const chains = await query(`SELECT UrlChain, Url FROM ${clicks} USING SAMPLE 200`);
		for (const { UrlChain, Url } of chains)
			expect((JSON.parse(String(UrlChain)) as string[]).at(-1)).toBe(Url);
	});

	it("has a campaign whose victims soon have sign-ins from elsewhere", async () => {
		const followed = `SELECT count(DISTINCT s.UserPrincipalName) FROM ${table("SigninLogs")} s JOIN ${table("UrlClickEvents")} c
			ON lower(c.AccountUpn) = s.UserPrincipalName AND s.TimeGenerated > c.TimeGenerated
			AND s.TimeGenerated < c.TimeGenerated + INTERVAL 100 MINUTE
			WHERE s.RiskLevelDuringSignIn IN ('high', 'medium') AND c.Url LIKE '%login-tidewater%' AND ${FOUND}`;
		expect(await number(followed)).toBeGreaterThanOrEqual(3);
		expect(
			await number(`SELECT count(*) FROM ${table("IdentityInfo")} WHERE RiskState = 'AtRisk'`),
		).toBeGreaterThanOrEqual(3);
	});

	it("follows office hours", async () => {
		const share = (where: string) =>
			number(`SELECT count(*) FILTER (WHERE ${where}) / count(*) FROM ${table("UrlClickEvents")}`);
		expect(await share("isodow(TimeGenerated) >= 6")).toBeLessThan(0.08);
		expect(await share("hour(TimeGenerated) BETWEEN 7 AND 16")).toBeGreaterThan(0.6);
	});

	it("keeps to reserved domains and addresses (RFC 2606, 5737, 3849)", async () => {
		const reserved = "(\\.|^)(example|test|example\\.(com|net|org))$";
		const host = "regexp_extract(url, '^https?://([^/?#:]+)', 1)";
		const urls = `SELECT unnest(CAST(UrlChain AS VARCHAR[])) AS url FROM ${table("UrlClickEvents")}`;
		expect(
			await number(`SELECT count(*) FROM (${urls}) WHERE NOT regexp_matches(${host}, '${reserved}')`),
		).toBe(0);
		const addresses = `SELECT IPAddress AS ip FROM ${table("UrlClickEvents")} UNION ALL SELECT IPAddress FROM ${table("SigninLogs")}
			UNION ALL SELECT coalesce(SenderIPv4, SenderIPv6) FROM ${table("EmailEvents")}`;
		const documentation = "^(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+$|^2001:db8:";
		expect(
			await number(`SELECT count(*) FROM (${addresses}) WHERE NOT regexp_matches(ip, '${documentation}')`),
		).toBe(0);
		const people = `SELECT AccountUpn AS who FROM ${table("UrlClickEvents")} UNION ALL SELECT SenderFromAddress FROM ${table("EmailEvents")}`;
		expect(
			await number(
				`SELECT count(*) FROM (${people}) WHERE NOT regexp_matches(split_part(who, '@', 2), '${reserved}')`,
			),
		).toBe(0);
	});
});

describe("the generator", () => {
	async function hashes(into: string, options: { seed: string; clicks: number; until: Date }) {
		const written = await generateSample({ directory: into, ...options });
		const result: Record<string, string> = {};
		for (const { name } of written.tables) {
			const rows = await query(`SELECT * FROM ${table(name, { directory: into, manifest: written })}`);
			result[name] = createHash("sha256").update(JSON.stringify(rows)).digest("hex");
		}
		return result;
	}

	it("gives the same rows in the same order for the same seed and end, and others for another seed", async () => {
		const options = { seed: "one", clicks: 1_500, until: UNTIL };
		const first = await hashes(path.join(root, "a"), options);
		expect(await hashes(path.join(root, "b"), options)).toEqual(first);
		const other = await hashes(path.join(root, "c"), { ...options, seed: "two" });
		for (const [name, hash] of Object.entries(other)) expect(hash, name).not.toBe(first[name]);
	});

	it("writes very small samples too", async () => {
		for (const clicks of [1, 40]) {
			const into = path.join(root, `tiny-${clicks}`);
			const tiny = await generateSample({ directory: into, clicks, seed: "t", until: UNTIL });
			expect(
				await number(`SELECT count(*) FROM ${table("UrlClickEvents", { directory: into, manifest: tiny })}`),
			).toBe(clicks);
		}
	});

	it("rejects an invalid number of clicks or end", async () => {
		for (const clicks of [0, -1, 1.5, Number.NaN, 1e12]) {
			await expect(generateSample({ directory: path.join(root, "bad"), clicks })).rejects.toMatchObject({
				code: "invalid_input",
			});
		}
		await expect(
			generateSample({ directory: path.join(root, "bad"), until: new Date("?") }),
		).rejects.toMatchObject({
			code: "invalid_input",
		});
		expect(existsSync(path.join(root, "bad"))).toBe(false);
	});

	it("changes nothing when cancelled", async () => {
		const before = await readFile(path.join(directory, "workspace.json"), "utf8");
		const cancel = new AbortController();
		const writing = generateSample({
			directory,
			clicks: 5_000,
			until: UNTIL,
			signal: cancel.signal,
			onProgress: ({ days }) => days === 20 && cancel.abort(),
		});
		await expect(writing).rejects.toMatchObject({ code: "cancelled" });
		expect(await readFile(path.join(directory, "workspace.json"), "utf8")).toBe(before);
	});

	it("does not overwrite imported data unless asked to", async () => {
		const own = path.join(root, "own");
		const file = path.join(root, "own.csv");
		await writeFile(
			file,
			"TimeGenerated,AccountUpn,ActionType,ReportId\n2026-01-01T00:00:00Z,a@example.com,ClickAllowed,r1\n",
		);
		await importFile({ directory: own, file, fileName: "own.csv" });
		await expect(generateSample({ directory: own, clicks: 100, until: UNTIL })).rejects.toMatchObject({
			code: "conflict",
		});
		expect((await readManifest(own))?.sample).toBe(false);
		expect((await generateSample({ directory: own, clicks: 100, until: UNTIL, force: true })).sample).toBe(
			true,
		);
	});
});
