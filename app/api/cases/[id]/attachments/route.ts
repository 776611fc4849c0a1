import { addAttachment, attachmentInput } from "@/lib/cases/attachments/add";
import { attachmentDto, attachmentList } from "@/lib/cases/attachments/answers";
import { listAttachments } from "@/lib/cases/attachments/list";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists a case's attachments, oldest first",
		permission: "cases.read",
		params: uuidParams,
		answers: { 200: attachmentList },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await listAttachments(ctx, params.id)),
);

export const POST = route(
	{
		summary: "Attaches a file to a case",
		description: "The body is the file. Its type is what its content shows, which its name must agree with.",
		permission: "cases.work",
		params: uuidParams,
		query: attachmentInput,
		upload: { description: "The file, at most ten megabytes.", media: ["application/octet-stream"] },
		answers: { 201: attachmentDto },
		errors: ["not_found", "too_large"],
		// Read as it comes, so it has no hash before it is done.
		idempotent: false,
	},
	async ({ ctx, params, query, request }) =>
		Response.json(await addAttachment(ctx, params.id, query, request.body), { status: 201 }),
);
