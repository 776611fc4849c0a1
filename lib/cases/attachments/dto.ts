import type { CaseAttachment } from "@/lib/platform/db/generated/client.ts";
import type { AttachmentDto } from "./answers";
import type { FileTypeName } from "./rules";

export function toAttachment(row: CaseAttachment): AttachmentDto {
	return {
		id: row.id,
		caseId: row.caseId,
		name: row.name,
		type: row.type as FileTypeName,
		size: row.size,
		sha256: row.sha256 === null ? "" : Buffer.from(row.sha256).toString("hex"),
		at: row.at.toISOString(),
		by: row.byName,
		deletedAt: row.deletedAt?.toISOString() ?? null,
		deletedBy: row.deletedName,
	};
}

/** What the audit keeps of an attachment. */
export function auditedAttachment(row: CaseAttachment) {
	const { id, name, type, size, sha256 } = toAttachment(row);
	return { attachmentId: id, name, type, size, sha256 };
}
