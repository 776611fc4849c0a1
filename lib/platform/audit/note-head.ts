import { readFile } from "node:fs/promises";
import { config } from "@/lib/platform/config/config";
import type { Database } from "@/lib/platform/db/client";
import { logger } from "@/lib/platform/telemetry/logger";
import { type AnchorPlace, anchorPlace, notePlace } from "./anchor-places";
import { appendAnchor, noteAnchor, readLastAnchors } from "./anchors";
import { headText } from "./chain";
import { configuredTrust } from "./expected-anchors";
import { readHead } from "./read-head";
import { sendSyslog, syslogMessage } from "./syslog";

/** Between two stamps: each is kept, at some 6 kB, and covers every row before it. */
const STAMP_INTERVAL_MS = 60 * 60_000;

/** Notes where the audit's chain ends in this machine's file. Never throws: Health and the log say what failed. */
export async function noteHeadInFile(db: Database, now = new Date()): Promise<void> {
	await attempt("file", now, undefined, async () => {
		const noted = await noteAnchor(db, config().auditAnchorFile, now);
		return noted?.hash ?? null;
	});
}

/**
 * Sends where the audit's chain ends to the syslog server, unless this process did already. Never throws.
 * @param signal gives up, which is no failure
 */
export async function sendHeadToSyslog(db: Database, signal?: AbortSignal, now = new Date()): Promise<void> {
	const settings = config().auditSyslog;
	if (settings === undefined) return;
	await attempt("syslog", now, signal, async () => {
		const head = await readHead(db);
		if (head === null || head.seq === 0 || head.hash === anchorPlace("syslog").hash) return null;
		const ca = settings.caFile === undefined ? undefined : await readFile(settings.caFile, "utf8");
		const message = syslogMessage("audit-head", `audit head ${headText(head)}`, now);
		await sendSyslog(settings.target, message, { ca, signal });
		return head.hash;
	});
}

/**
 * Has the head that was noted last stamped by the time stamping authority, and keeps the stamp in the same file;
 * at most once an hour. Never throws.
 * @param signal gives up, which is no failure
 */
export async function stampNotedHead(signal?: AbortSignal, now = new Date()): Promise<void> {
	const { auditTsa, auditAnchorFile: file } = config();
	const { url } = auditTsa;
	if (url === undefined) return;
	await attempt("tsa", now, signal, async () => {
		const lines = await readLastAnchors(file);
		const last = lines.at(-1);
		const stamped = lines.findLast(({ token }) => token !== undefined);
		if (last === undefined || stamped?.hash === last.hash) return null;
		if (stamped && Math.abs(now.getTime() - Date.parse(stamped.at)) < STAMP_INTERVAL_MS) return null;
		const { requestTimeStamp } = await import("./request-time-stamp");
		const { token } = await requestTimeStamp(headText(last), { url, trust: await configuredTrust() }, signal);
		await appendAnchor(file, {
			at: now.toISOString(),
			seq: last.seq,
			hash: last.hash,
			token: Buffer.from(token).toString("base64"),
		});
		return last.hash;
	});
}

/** @param work answers the head that got there; null when there was nothing to do */
async function attempt(
	place: AnchorPlace,
	now: Date,
	signal: AbortSignal | undefined,
	work: () => Promise<string | null>,
): Promise<void> {
	try {
		const hash = await work();
		notePlace(place, {
			failure: null,
			...(hash === null ? {} : { hash, at: now.toISOString() }),
		});
	} catch (error) {
		if (signal?.aborted) return;
		logger().error({ err: error, place }, "noting the audit's head failed");
		const { code, message } = error as NodeJS.ErrnoException;
		// A database's error goes over several lines.
		const words = (message || code || "no reason given").trim().replace(/\s+/g, " ");
		const reason = words.replace(/\.$/, "").slice(0, 300);
		notePlace(place, { failure: { at: now.toISOString(), reason } });
	}
}
