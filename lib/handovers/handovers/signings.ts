import { z } from "zod";
import { type AuditSource, isLink } from "@/lib/platform/audit/source";
import { readSnapshot, snapshotHash } from "./snapshot";

/** What the audit says of one signing. */
export interface Signing {
	/** The audit row. */
	readonly seq: number;
	readonly at: string;
	readonly actorName: string;
	readonly number: number;
	/** SHA-256 of the snapshot's text. */
	readonly snapshot: string;
}

/** What of an audit row the signing of a handover has. */
const signingRow = z.object({
	seq: z.int(),
	at: z.string(),
	actorName: z.string(),
	verb: z.literal("handovers.sign"),
	after: z.object({ number: z.int(), snapshot: z.string() }),
});

const MARK = Buffer.from('"verb":"handovers.sign"');

/** The same audit; anyone who reads it through has every signing in `signings` afterwards. */
export function listenForSignings(source: AuditSource, signings: Signing[]): AuditSource {
	return {
		async *batches() {
			for await (const batch of source.batches()) {
				for (const found of batch) {
					if (!isLink(found)) continue;
					const text = Buffer.from(found.text);
					if (!text.includes(MARK)) continue;
					const row = signingRow.safeParse(JSON.parse(text.toString("utf8")));
					if (!row.success) continue;
					const { seq, at, actorName, after } = row.data;
					signings.push({ seq, at, actorName, ...after });
				}
				yield batch;
			}
		},
		ending: () => source.ending(),
		done: () => source.done(),
	};
}

export type SnapshotVerdict =
	| { readonly outcome: "signed"; readonly signing: Signing }
	/** The audit knows a signing of this handover, and of another text. */
	| { readonly outcome: "changed"; readonly signing: Signing; readonly hash: string }
	| { readonly outcome: "unknown"; readonly number: number; readonly hash: string }
	| { readonly outcome: "unreadable"; readonly reason: string };

/** Whether a text is, to the byte, what a handover was signed with. A single end of line after it is forgiven. */
export function verifySnapshot(text: string, signings: readonly Signing[]): SnapshotVerdict {
	const exact = text.replace(/\r?\n$/, "");
	const hash = snapshotHash(exact);
	const signed = signings.find(({ snapshot }) => snapshot === hash);
	let number: number;
	try {
		number = readSnapshot(exact).header.number;
	} catch (error) {
		return {
			outcome: "unreadable",
			reason: error instanceof SyntaxError ? error.message : "Its format is not a known snapshot format.",
		};
	}
	if (signed !== undefined && signed.number === number) return { outcome: "signed", signing: signed };
	const other = signings.find((signing) => signing.number === number);
	if (other !== undefined) return { outcome: "changed", signing: other, hash };
	return { outcome: "unknown", number, hash };
}

/** A verdict in lines of text, for a terminal. @param what where the text came from, such as a file's name */
export function snapshotLines(what: string, verdict: SnapshotVerdict): string[] {
	switch (verdict.outcome) {
		case "signed": {
			const { number, actorName, at, seq } = verdict.signing;
			return [`AS SIGNED: ${what}, handover ${number}, by ${actorName} at ${at} (row ${seq} of the audit)`];
		}
		case "changed": {
			const { number, snapshot, actorName, at, seq } = verdict.signing;
			return [
				`CHANGED: ${what} is not what handover ${number} was signed with`,
				`Signed by ${actorName} at ${at} (row ${seq} of the audit): ${snapshot}`,
				`This text: ${verdict.hash}`,
			];
		}
		case "unknown":
			return [
				`NOT SIGNED: ${what}: this audit has no signing of handover ${verdict.number}`,
				`This text: ${verdict.hash}`,
			];
		case "unreadable":
			return [`UNREADABLE: ${what}: ${verdict.reason}`];
	}
}
