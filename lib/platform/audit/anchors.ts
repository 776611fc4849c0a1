/**
 * Heads of the audit, noted regularly in a file outside the database: a database that was rewritten or rolled back
 * no longer has them. One line of JSON each, appended and never changed.
 */
import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { Database } from "@/lib/platform/db/client";
import { logger } from "@/lib/platform/telemetry/logger";
import { readHead } from "./read-head";

const anchorLine = z.object({
	/** ISO 8601. */
	at: z.string(),
	seq: z.number().int().min(1),
	hash: z.string().regex(/^[0-9a-f]{64}$/),
	/** A time stamp of the head (RFC 3161 TimeStampToken, DER in base64); it has a line of its own. */
	token: z.base64().max(100_000).optional(),
});
export type Anchor = z.infer<typeof anchorLine>;

/** How much of the end of the file is read for its last lines, in bytes: room for the longest stamp and more. */
const TAIL_BYTES = 262_144;
/** How each line begins: what begins so and is no JSON was cut off by a crash while it was written. */
const BEGINNING = '{"at":"';

/**
 * Notes where the chain ends, unless that is noted already. The log gets it too: what collects logs elsewhere keeps
 * the heads as well.
 * @returns what was noted; null when nothing was recorded since
 */
export async function noteAnchor(db: Database, file: string, now: Date): Promise<Anchor | null> {
	const head = await readHead(db);
	if (head === null || head.seq === 0) return null;
	const last = (await readLastAnchors(file)).at(-1);
	if (last?.hash === head.hash) return null;
	const anchor: Anchor = { at: now.toISOString(), seq: head.seq, hash: head.hash };
	await appendAnchor(file, anchor);
	logger().info({ seq: anchor.seq, hash: anchor.hash }, "audit head noted");
	return anchor;
}

/** Adds a line, on disk when this returns. */
export async function appendAnchor(file: string, { at, seq, hash, token }: Anchor): Promise<void> {
	await mkdir(dirname(file), { recursive: true });
	const line = `${JSON.stringify({ at, seq, hash, token })}\n`;
	const handle = await open(file, "a+", 0o600);
	try {
		const { size } = await handle.stat();
		const end = size === 0 ? "\n" : (await readFrom(handle, size - 1, 1)).toString("latin1");
		await handle.writeFile(end === "\n" ? line : `\n${line}`);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** The last lines of the file, the oldest first; lines that are no heads are left to {@link readAnchors}. */
export async function readLastAnchors(file: string): Promise<Anchor[]> {
	let handle: FileHandle;
	try {
		handle = await open(file, "r");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw error;
	}
	try {
		const { size } = await handle.stat();
		const start = Math.max(0, size - TAIL_BYTES);
		const text = (await readFrom(handle, start, size - start)).toString("utf8");
		// The first may have lost its beginning, the last its end.
		return text
			.split("\n")
			.slice(start === 0 ? 0 : 1, -1)
			.flatMap((line) => readLine(line) ?? []);
	} finally {
		await handle.close();
	}
}

async function readFrom(handle: FileHandle, position: number, length: number): Promise<Buffer> {
	const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
	return buffer.subarray(0, bytesRead);
}

/**
 * The heads noted in a file, the oldest first; none where there is no file yet. A line without its end was cut
 * off by a crash while it was written, and noted nothing.
 * @throws AppError `invalid_input` for a line that is no head
 */
export async function readAnchors(file: string): Promise<Anchor[]> {
	let text: string;
	try {
		text = await readFile(file, "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw error;
	}
	return text
		.slice(0, text.lastIndexOf("\n") + 1)
		.split("\n")
		.slice(0, -1)
		.flatMap((line, index) => {
			if (line.trim() === "" || isCutOff(line)) return [];
			const anchor = readLine(line);
			if (anchor !== undefined) return [anchor];
			throw new AppError("invalid_input", `${file}, line ${index + 1} is no noted head of the audit.`);
		});
}

function readLine(line: string): Anchor | undefined {
	try {
		return anchorLine.parse(JSON.parse(line));
	} catch {
		return undefined;
	}
}

function isCutOff(line: string): boolean {
	if (line.endsWith("}")) return false;
	return line.startsWith(BEGINNING) || BEGINNING.startsWith(line);
}
