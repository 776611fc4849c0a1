import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope } from "@/lib/platform/context/scope";
import type { AttachmentDto } from "./answers";
import { toAttachment } from "./dto";

export interface Download {
	readonly attachment: AttachmentDto;
	/** The content, part by part as it is asked for. */
	readonly parts: AsyncGenerator<Uint8Array>;
}

/** An attachment's content. @throws AppError `not_found`, also for one whose content was deleted */
export async function downloadAttachment(ctx: Context, attachmentId: string): Promise<Download> {
	authorize(ctx.actor, "cases.read");
	const row = await ctx.db.caseAttachment.findFirst({
		where: {
			id: parseInput(z.uuid(), attachmentId),
			sha256: { not: null },
			deletedAt: null,
			case: inScope(ctx.actor),
		},
	});
	if (row === null) throw new AppError("not_found", "File not found.");
	return { attachment: toAttachment(row), parts: readParts(ctx.db, row.id) };
}

async function* readParts(db: Context["db"], attachmentId: string): AsyncGenerator<Uint8Array> {
	for (let position = 0; ; position++) {
		const part = await db.attachmentChunk.findUnique({
			where: { attachmentId_position: { attachmentId, position } },
			select: { bytes: true },
		});
		if (part === null) return;
		yield part.bytes;
	}
}
