import { AppError } from "@/lib/core/errors";
import { headText } from "./chain";
import type { StampSummary } from "./expected-anchors";
import type { AuditProtection } from "./schema";
import type { ExpectedHead, Verdict } from "./verify-chain";

/**
 * Reads a noted head: `1234:9f86d0…`, or the 64 hexadecimal digits alone.
 * @throws AppError `invalid_input`
 */
export function readExpectedHead(text: string): ExpectedHead {
	const match = /^(?:(\d{1,15}):)?([0-9a-fA-F]{64})$/.exec(text.trim());
	if (match?.[2] === undefined) {
		throw new AppError("invalid_input", `"${text.slice(0, 100)}" is no head of an audit.`, {
			remedy: "A head is 64 hexadecimal digits, or the number of its row, a colon, and these digits.",
		});
	}
	const hash = match[2].toLowerCase();
	return match[1] === undefined ? { hash } : { hash, seq: Number(match[1]) };
}

/** A verdict in lines of text, for a terminal. @param what what was verified, such as a file's name. */
export function verdictLines(what: string, verdict: Verdict, options: { partial?: boolean } = {}): string[] {
	const count = (rows: number) => `${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"}`;
	if (verdict.outcome === "broken") {
		const { kind, seq, place, reason } = verdict.broken;
		return [
			`BROKEN: ${what}`,
			`First broken row: ${seq}${place > 0 && place !== seq ? ` (at place ${place})` : ""}, ${kind}`,
			reason,
			`Whole before that: ${count(verdict.rows)}, to ${headText(verdict.head)}`,
		];
	}
	const covered = verdict.found.map(({ seq, hash }) =>
		seq === verdict.head.seq
			? `As expected, the head is ${headText({ seq, hash })}`
			: `As expected, row ${seq} has the hash ${hash}; the ${count(verdict.head.seq - seq)} after it were recorded since`,
	);
	if (options.partial) {
		return [
			`EACH ROW WHOLE: ${what}, ${count(verdict.rows)}`,
			"Every row is as it was recorded. Whether rows are missing between them, a part cannot show.",
			...covered,
		];
	}
	const anchors =
		verdict.anchored === 0
			? []
			: [`All ${verdict.anchored.toLocaleString("en")} heads of the anchor file are in it, each at its row.`];
	return [
		`WHOLE: ${what}, ${count(verdict.rows)}`,
		`Head: ${headText(verdict.head)}`,
		...anchors,
		...covered,
	];
}

/** What the time stamps in the anchor file prove, in lines of text. @param settings as configured */
export function stampLines(
	{ count, trusted, by, at }: StampSummary,
	settings: { readonly url: string | undefined },
): string[] {
	if (count === 0) {
		return settings.url === undefined
			? []
			: ["WARNING: AUDIT_TSA_URL is set, but no head in the anchor file has a time stamp that holds."];
	}
	const stamps = `${count.toLocaleString("en")} ${count === 1 ? "time stamp holds" : "time stamps hold"}`;
	const lines = [`${stamps}; the latest is of ${at?.slice(0, 19).replace("T", " ")} UTC, by ${by}.`];
	if (trusted) return lines;
	return [...lines, "WARNING: AUDIT_TSA_CA_FILE is not set, so anyone could have signed them."];
}

/** What stands between the rows and the role the product uses, and what does not, in lines of text. */
export function protectionLines({ triggers, revoked, role }: AuditProtection): string[] {
	const lines = [
		triggers
			? "Triggers refuse every change of a row."
			: "WARNING: the triggers that refuse changes are not all in force.",
		revoked
			? "Afterclick's role has no privilege to change rows."
			: "WARNING: Afterclick's role holds privileges to change rows.",
	];
	if (role === "ordinary") return lines;
	const why = role === "superuser" ? "is a superuser" : "owns the table";
	return [
		...lines,
		`The role ${why}, so it could bypass both and rewrite the chain from any row on. Only a head noted`,
		"elsewhere shows that: keep the one above, and pass it later as --expect-head.",
	];
}
