import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import { type Anchor, readAnchors } from "./anchors";
import { headText } from "./chain";
import type { ExpectedHead } from "./verify-chain";
import type { StampTrust } from "./verify-time-stamp";

/** What the time stamps beside the heads prove. */
export interface StampSummary {
	/** Stamps that hold. */
	readonly count: number;
	/** Each leads to a certificate of AUDIT_TSA_CA_FILE. */
	readonly trusted: boolean;
	/** The latest: by whom, and when, ISO 8601. */
	readonly by: string | null;
	readonly at: string | null;
}

export interface ExpectedAnchors {
	/** Each head once, with the first time it was noted. */
	readonly heads: readonly ExpectedHead[];
	readonly stamps: StampSummary;
}

/**
 * The heads noted in a file, as verification takes them, with each of their time stamps proved.
 * @throws AppError `invalid_input` for a line that is no head, `not_configured` for AUDIT_TSA_CA_FILE; the signal's
 *   reason when aborted
 */
export async function readExpectedAnchors(file: string, signal?: AbortSignal): Promise<ExpectedAnchors> {
	const heads = new Map<string, ExpectedHead>();
	const anchors = await readAnchors(file);
	const trust = anchors.some(({ token }) => token !== undefined) ? await configuredTrust() : undefined;
	let stamps: StampSummary = {
		count: 0,
		trusted: config().auditTsa.caFile !== undefined,
		by: null,
		at: null,
	};
	for (const anchor of anchors) {
		signal?.throwIfAborted();
		const key = headText(anchor);
		const known = heads.get(key);
		const head: ExpectedHead = known ?? { seq: anchor.seq, hash: anchor.hash, notedAt: anchor.at };
		const proof = trust && (await prove(anchor, trust));
		if (proof !== undefined && "at" in proof) stamps = { ...stamps, count: stamps.count + 1, ...proof };
		const problem = proof && "problem" in proof ? proof.problem : undefined;
		heads.set(key, problem === undefined ? head : { ...head, problem });
	}
	return { heads: [...heads.values()], stamps };
}

async function prove(
	anchor: Anchor,
	trust: StampTrust,
): Promise<{ at: string; by: string } | { problem: string } | undefined> {
	if (anchor.token === undefined) return undefined;
	const { StampProblem, verifyTimeStamp } = await import("./verify-time-stamp");
	try {
		const stamp = await verifyTimeStamp(Buffer.from(anchor.token, "base64"), headText(anchor), trust);
		return { at: stamp.at.toISOString(), by: stamp.by };
	} catch (error) {
		if (!(error instanceof StampProblem)) throw error;
		const when = `${anchor.at.slice(0, 10)} at ${anchor.at.slice(11, 19)} UTC`;
		return {
			problem: `The time stamp noted for row ${anchor.seq} on ${when} doesn't prove it: ${error.message}.`,
		};
	}
}

/**
 * Whose stamps count, by AUDIT_TSA_CA_FILE.
 * @throws AppError `not_configured` when it can't be read
 */
export async function configuredTrust(): Promise<StampTrust> {
	const { caFile } = config().auditTsa;
	// Loaded only where there are stamps: most installations have none.
	const { StampProblem, stampTrust } = await import("./verify-time-stamp");
	try {
		return stampTrust(caFile === undefined ? undefined : await readFile(caFile, "utf8"));
	} catch (error) {
		const why =
			error instanceof StampProblem ? error.message : ((error as NodeJS.ErrnoException).code ?? "no reason");
		throw new AppError("not_configured", `AUDIT_TSA_CA_FILE can't be used: ${why}.`, {
			cause: error,
		});
	}
}
