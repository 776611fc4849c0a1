import { addAttachment, attachmentInput } from "@/lib/cases/attachments/add";
import { attachmentDto, attachmentList } from "@/lib/cases/attachments/answers";
import { listAttachments } from "@/lib/cases/attachments/list";
import { created, route, uuid } from "@/lib/platform/http/route";

export const GET = route(
	"Lists a case's attachments, oldest first",
	{ id: uuid },
	attachmentList,
	listAttachments,
);

export const POST = route(
	"Attaches a file to a case",
	{
		id: uuid,
		query: attachmentInput,
		upload: { description: "The file, at most ten megabytes.", media: ["application/octet-stream"] },
		description: "The body is the file. Its type is what its content shows, which its name must agree with.",
	},
	created(attachmentDto),
	(ctx, id, query, { request }) => addAttachment(ctx, id, query, request.body),
);
