import { attachmentDto } from "@/lib/cases/attachments/answers";
import { deleteAttachment } from "@/lib/cases/attachments/delete";
import { downloadAttachment } from "@/lib/cases/attachments/download";
import { disposition } from "@/lib/cases/attachments/rules";
import { file, route, uuid } from "@/lib/platform/http/route";
import { bodyOf } from "@/lib/platform/http/text-stream";

export const GET = route(
	"Downloads an attachment",
	{ id: uuid, description: "Always sent as a download, never as something a browser displays." },
	file("The file.", "application/octet-stream"),
	async (ctx, id) => {
		const { attachment, parts } = await downloadAttachment(ctx, id);
		return new Response(bodyOf(parts), {
			headers: {
				"content-type": "application/octet-stream",
				"content-length": String(attachment.size),
				"content-disposition": disposition(attachment.name),
				"x-content-type-options": "nosniff",
				"cache-control": "no-store",
			},
		});
	},
);

export const DELETE = route(
	"Deletes an attachment's content",
	{ id: uuid, description: "The record stays, with the hash and who deleted it." },
	attachmentDto,
	deleteAttachment,
);
