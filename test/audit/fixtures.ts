import {
	type ChainFields,
	closingLine,
	exportLine,
	GENESIS,
	type SealedRow,
	seal,
} from "@/lib/platform/audit/chain";
import { exportSource } from "@/lib/platform/audit/export-source";
import type { Verdict } from "@/lib/platform/audit/verify-chain";
import { type VerifyOptions, verifyChain } from "@/lib/platform/audit/verify-chain";

/** For tests: a chain of rows as a few days of work leave them, and exports made of it. */

export function sampleRows(count: number): SealedRow[] {
	const fields = Array.from(
		{ length: count },
		(_, n): ChainFields => ({
			at: new Date(Date.UTC(2026, 2, 1) + n * 61_007).toISOString(),
			actorKind: n % 5 === 4 ? "system" : "person",
			actorId: n % 5 === 4 ? null : `0196f000-0000-7000-8000-00000000000${n % 3}`,
			actorName: n % 5 === 4 ? "Afterclick" : ["Kim", "Léa \u{1f512}", 'O"Neil\\'][n % 3] || "",
			actorVerified: n % 2 === 0,
			verb: n % 5 === 4 ? "hunts.ingest" : "findings.decide",
			targetKind: n % 5 === 4 ? "run" : "finding",
			targetId: `0196f111-0000-7000-8000-${String(n).padStart(12, "0")}`,
			requestId: n % 7 === 0 ? null : `request-${n}`,
			before: n % 5 === 4 ? null : JSON.stringify({ status: "new", note: null }),
			after: JSON.stringify({ status: "benign", note: `line\n${n}`, count: n * 1.5, "10": 1, "9": [] }),
		}),
	);
	return seal({ seq: 0, hash: GENESIS }, fields);
}

export function exportOf(rows: readonly SealedRow[]): Buffer {
	const head = rows.at(-1) ?? { seq: 0, hash: GENESIS };
	return Buffer.from([...rows.map(exportLine), closingLine(head, rows.length), ""].join("\n"));
}

export function verifyExport(bytes: Uint8Array, options: VerifyOptions = {}): Promise<Verdict> {
	async function* chunks() {
		// Uneven pieces, as a file or a socket may hand them out.
		for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7 + 3) % 4_099) {
			yield bytes.subarray(at, at + size);
		}
	}
	return verifyChain(exportSource(chunks()), options);
}
