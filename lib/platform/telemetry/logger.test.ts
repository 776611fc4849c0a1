import { expect, it } from "vitest";
import { createLogger } from "./logger";

function capture() {
	const lines: string[] = [];
	const log = createLogger("info", { write: (line: string) => void lines.push(line) });
	return { log, lines };
}

it("removes URLs, tokens, notes and raw rows anywhere within three levels", () => {
	const { log, lines } = capture();
	const secret = "https://login.example/?token=abc";
	log.info(
		{ url: secret, token: secret, note: secret, finding: { Url: secret, raw: { UrlChain: secret } } },
		"x",
	);
	log.info({ outer: { finding: { url: secret, note: secret } } }, "y");
	expect(lines.join("")).not.toContain("login.example");
	expect(lines.join("").match(/\[redacted\]/g)?.length).toBe(7);
});

it("logs the kind of an error but not the values in it", () => {
	const { log, lines } = capture();
	const error = Object.assign(new Error("duplicate key", { cause: new Error("inner") }), {
		code: "23505",
		detail: "Key (url)=(https://login.example) already exists.",
	});
	log.error({ err: error }, "failed");
	const line = JSON.parse(lines[0] ?? "{}");
	expect(line).toMatchObject({
		level: "error",
		msg: "failed",
		err: { message: "duplicate key", code: "23505", cause: { message: "inner" } },
	});
	expect(lines[0]).not.toContain("login.example");
});
