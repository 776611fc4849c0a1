/**
 * Heads of the audit, noted regularly in a file outside the database: a database that was rewritten or rolled back
 * no longer has them. One line of JSON each, appended and never changed.
 */
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { readHead } from "./export";
import type { ExpectedHead } from "./verify-chain";

const anchorLine = z.object({
	/** ISO 8601. */
	at: z.string(),
	seq: z.number().int().min(1),
	hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Anchor = z.infer<typeof anchorLine>;

/**
 * Notes where the chain ends, unless that is noted already. The log gets it too: what collects logs elsewhere keeps
 * the heads as well.
 * @returns what was noted; null when nothing was recorded since
 */
export async function noteAnchor(db: Database, file: string, now: Date): Promise<Anchor | null> {
	const head = await readHead(db);
	if (head === null || head.seq === 0) return null;
	const last = (await readAnchors(file)).at(-1);
	if (last?.hash === head.hash) return null;
	const anchor: Anchor = { at: now.toISOString(), seq: head.seq, hash: head.hash };
	await mkdir(dirname(file), { recursive: true });
	const handle = await open(file, "a", 0o600);
	try {
		await handle.writeFile(`${JSON.stringify(anchor)}\n`);
		await handle.sync();
	} finally {
		await handle.close();
	}
	logger().info({ seq: anchor.seq, hash: anchor.hash }, "audit head noted");
	return anchor;
}

/**
 * The heads noted in a file, the oldest first; none where there is no file yet. A last line without its end was cut
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
			if (line.trim() === "") return [];
			try {
				return [anchorLine.parse(JSON.parse(line))];
			} catch (cause) {
				throw new AppError("invalid_input", `${file}, line ${index + 1} is no noted head of the audit.`, {
					cause,
				});
			}
		});
}

/** As verification takes them. */
export function expectedHeads(anchors: readonly Anchor[]): ExpectedHead[] {
	return anchors.map(({ seq, hash }) => ({ seq, hash }));
}
