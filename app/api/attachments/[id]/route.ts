import { attachmentDto } from "@/lib/cases/attachments/answers";
import { deleteAttachment } from "@/lib/cases/attachments/delete";
import { downloadAttachment } from "@/lib/cases/attachments/download";
import { disposition } from "@/lib/cases/attachments/rules";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Downloads an attachment",
		description: "Always sent as a download, never as something a browser displays.",
		permission: "cases.read",
		params: uuidParams,
		answers: { 200: { description: "The file.", media: ["application/octet-stream"] } },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => {
		const { attachment, parts } = await downloadAttachment(ctx, params.id);
		const body = new ReadableStream<Uint8Array>({
			async pull(controller) {
				const { done, value } = await parts.next();
				if (done) controller.close();
				else controller.enqueue(value);
			},
			cancel: () => void parts.return(undefined),
		});
		return new Response(body, {
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
	{
		summary: "Deletes an attachment's content",
		description: "The record stays, with the hash and who deleted it.",
		permission: "cases.work",
		params: uuidParams,
		answers: { 200: attachmentDto },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await deleteAttachment(ctx, params.id)),
);
