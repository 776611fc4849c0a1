import { fromRow } from "@/lib/core/answer";
import type { CaseAttachment } from "@/lib/platform/db/generated/client.ts";
import { type AttachmentDto, attachmentDto } from "./answers";
import type { FileTypeName } from "./rules";

export function toAttachment(row: CaseAttachment): AttachmentDto {
	return {
		...fromRow(attachmentDto, row),
		type: row.type as FileTypeName,
		sha256: row.sha256 === null ? "" : Buffer.from(row.sha256).toString("hex"),
		by: row.byName,
		deletedBy: row.deletedName,
	};
}

/** What the audit keeps of an attachment. */
export function auditedAttachment(row: CaseAttachment) {
	const { id, name, type, size, sha256 } = toAttachment(row);
	return { attachmentId: id, name, type, size, sha256 };
}
