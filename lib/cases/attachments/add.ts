import { createHash } from "node:crypto";
import { z } from "zod";
import { lockCase, noSuchCase, whereCase } from "@/lib/cases/record/find";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { AppError, fieldError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { requireRoom } from "@/lib/platform/db/disk-room";
import { diskReserve } from "@/lib/platform/db/disk-space";
import type { AttachmentDto } from "./answers";
import { auditedAttachment, toAttachment } from "./dto";
import { partsOf } from "./parts";
import {
	FILE_LIMIT,
	FILE_TYPES,
	FILES_LIMIT,
	type FileTypeName,
	fileName,
	HEAD_SIZE,
	nameProblem,
	TOTAL_LIMIT,
	typeOf,
} from "./rules";

export const attachmentInput = z.object({
	name: z.string().trim().min(1, "The file has no name.").max(1_000),
});
export type AttachmentInput = z.input<typeof attachmentInput>;

/** An upload that has stood still for this long was given up; in milliseconds. */
const ABANDONED_MS = 3_600_000;

/**
 * Attaches a file to a case. Its bytes are stored as they come, and nobody sees the file before all of it is there.
 * @throws AppError `invalid_input` (a type that is not taken, or not what the name says), `not_found`, `too_large`,
 *   `unavailable` when the disk fills up meanwhile
 */
export async function addAttachment(
	ctx: Context,
	caseId: string,
	input: AttachmentInput,
	body: AsyncIterable<Uint8Array> | null,
): Promise<AttachmentDto> {
	authorize(ctx.actor, "cases.work");
	const name = fileName(parseInput(attachmentInput, input).name);
	const of = await ctx.db.case.findFirst({ where: whereCase(ctx.actor, caseId), select: { id: true } });
	if (of === null) throw noSuchCase();
	await forgetAbandoned(ctx);
	const parts = partsOf(body ?? emptyBody());
	const first = await parts.next();
	const head = first.done ? new Uint8Array() : first.value;
	const type = checkedType(name, head.subarray(0, HEAD_SIZE));
	const { actorId, actorName } = actorRecord(ctx.actor);
	const { id } = await ctx.db.caseAttachment.create({
		data: { caseId: of.id, name, type, size: 0, at: ctx.now(), byId: actorId, byName: actorName },
	});
	try {
		const stored = await store(ctx, id, type, head, parts);
		return await finish(ctx, of.id, id, stored);
	} catch (error) {
		await ctx.db.caseAttachment.deleteMany({ where: { id, sha256: null } });
		throw error;
	}
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}

function checkedType(name: string, head: Uint8Array): FileTypeName {
	const refuse = (field: string, message: string) => fieldError(field, message, `${field}: ${message}`);
	if (head.length === 0) throw refuse("file", "The file is empty.");
	const type = typeOf(head);
	if (type === null) {
		throw new AppError("invalid_input", "Files of this type cannot be attached.", {
			places: [{ field: "file", message: "Its type is not allowed." }],
			remedy: `Allowed: ${Object.values(FILE_TYPES)
				.map(({ label }) => label)
				.join(", ")}. Put anything else in an archive, and malware in a password-protected one.`,
		});
	}
	const problem = nameProblem(name, type);
	if (problem !== null) throw refuse("name", problem);
	return type;
}

interface Stored {
	readonly size: number;
	readonly sha256: Uint8Array<ArrayBuffer>;
}

async function store(
	ctx: Context,
	attachmentId: string,
	type: FileTypeName,
	first: Uint8Array,
	rest: AsyncIterator<Uint8Array>,
): Promise<Stored> {
	const hash = createHash("sha256");
	const text = type === "text" ? new TextDecoder("utf-8", { fatal: true }) : null;
	let size = 0;
	let position = 0;
	let part: IteratorResult<Uint8Array> = { done: false, value: first };
	while (!part.done) {
		const bytes = part.value;
		size += bytes.byteLength;
		if (size > FILE_LIMIT) {
			throw new AppError(
				"too_large",
				`A file may have ${FILE_LIMIT / 1_000_000} megabytes; this one has more.`,
			);
		}
		requireText(text, bytes);
		hash.update(bytes);
		requireRoom(diskReserve());
		await ctx.db.attachmentChunk.create({
			data: { attachmentId, position: position++, bytes: Uint8Array.from(bytes) },
		});
		part = await rest.next();
	}
	return { size, sha256: Uint8Array.from(hash.digest()) };
}

/** @throws AppError `invalid_input` where what began as text goes on as something else */
function requireText(decoder: TextDecoder | null, bytes: Uint8Array): void {
	if (decoder === null) return;
	try {
		decoder.decode(bytes, { stream: true });
		if (!bytes.includes(0)) return;
	} catch {
		// falls through: not UTF-8
	}
	throw new AppError("invalid_input", "The file starts as text, but isn't text further on.", {
		places: [{ field: "file", message: "Is not UTF-8 text." }],
		remedy: "Save it as UTF-8, or put it in an archive.",
	});
}

async function finish(ctx: Context, caseId: string, id: string, stored: Stored): Promise<AttachmentDto> {
	return ctx.db.$transaction(async (tx) => {
		const of = await lockCase(tx, ctx.actor, caseId);
		const {
			_count: count,
			_sum: { size },
		} = await tx.caseAttachment.aggregate({
			where: { caseId: of.id, deletedAt: null, sha256: { not: null } },
			_count: true,
			_sum: { size: true },
		});
		if (count >= FILES_LIMIT || (size ?? 0) + stored.size > TOTAL_LIMIT) {
			throw new AppError(
				"too_large",
				`A case may have ${FILES_LIMIT} files of ${TOTAL_LIMIT / 1_000_000} megabytes together.`,
				{ remedy: "Delete one that is not needed." },
			);
		}
		const row = await tx.caseAttachment.update({ where: { id }, data: { ...stored, at: ctx.now() } });
		await recordCaseEvent(tx, ctx, of.id, "attached", { attachmentId: id, name: row.name, size: row.size });
		await recordAudit(tx, ctx, {
			verb: "attachments.add",
			target: ["case", of.id],
			after: auditedAttachment(row),
		});
		return toAttachment(row);
	});
}

/** What a process that died left half received. */
async function forgetAbandoned(ctx: Context): Promise<void> {
	const before = new Date(ctx.now().getTime() - ABANDONED_MS);
	await ctx.db.caseAttachment.deleteMany({ where: { sha256: null, at: { lt: before } } });
}
