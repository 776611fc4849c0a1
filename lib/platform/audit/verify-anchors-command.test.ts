import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { childEnvironment } from "@/lib/platform/config/config";
import { exportOf, sampleRows } from "@/test/audit/fixtures";
import { startAuthority, type TestAuthority } from "@/test/audit/test-authority";
import { headText } from "./chain";
import { requestTimeStamp } from "./request-time-stamp";
import { stampTrust } from "./verify-time-stamp";

let authority: TestAuthority;
let directory: string;
beforeAll(async () => {
	authority = await startAuthority();
	directory = mkdtempSync(join(tmpdir(), "afterclick-anchors-command-"));
	writeFileSync(join(directory, "root.pem"), authority.root.pem);
});
afterAll(async () => {
	await authority.close();
	rmSync(directory, { recursive: true });
});

async function verify(caFile: string): Promise<{ code: number; output: string }> {
	const child = spawn(
		process.execPath,
		[
			...["--import", "tsx", "scripts/audit-verify.ts"],
			...["--export", join(directory, "audit.jsonl"), "--anchors", join(directory, "anchors.jsonl")],
		],
		{
			env: childEnvironment({ DATA_DIRECTORY: directory, AUDIT_TSA_CA_FILE: caFile }),
			stdio: ["ignore", "pipe", "pipe"],
		},
	);
	let output = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.on("data", (chunk) => {
			output += chunk;
		});
	}
	const [code] = await once(child, "close");
	return { code, output };
}

it("compares an export with noted heads and their time stamps, and names what is missing by its time", async () => {
	const rows = sampleRows(6);
	const [row] = rows.slice(4);
	if (row === undefined) throw new Error("no row");
	const { token } = await requestTimeStamp(headText(row), {
		url: authority.url,
		trust: stampTrust(undefined),
	});
	const line = { at: "2026-11-30T21:00:05.000Z", seq: row.seq, hash: row.hash };
	const stamped = { ...line, token: Buffer.from(token).toString("base64") };
	writeFileSync(
		join(directory, "anchors.jsonl"),
		[line, stamped].map((each) => `${JSON.stringify(each)}\n`).join(""),
	);
	const root = join(directory, "root.pem");

	writeFileSync(join(directory, "audit.jsonl"), exportOf(rows));
	const whole = await verify(root);
	expect(whole).toMatchObject({ code: 0, output: expect.stringContaining("WHOLE: ") });
	expect(whole.output).toMatch(/\n1 time stamp holds; the latest is of .* UTC, by CN=Test time stamps\.\n$/);
	expect((await verify("")).output).toContain("WARNING: AUDIT_TSA_CA_FILE is not set");

	writeFileSync(join(directory, "audit.jsonl"), exportOf(rows.slice(0, 4)));
	const truncated = await verify(root);
	expect(truncated.code).toBe(1);
	expect(truncated.output).toContain("First broken row: 5, deleted");
	expect(truncated.output).toContain("noted on 2026-11-30 at 21:00:05 UTC for row 5");
});
