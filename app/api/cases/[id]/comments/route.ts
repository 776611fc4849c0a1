import { addComment } from "@/lib/cases/comments/add";
import { commentDto, commentList } from "@/lib/cases/comments/answers";
import { listComments } from "@/lib/cases/comments/list";
import { commentInput } from "@/lib/cases/comments/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists a case's comments, oldest first",
		permission: "cases.read",
		params: uuidParams,
		answers: { 200: commentList },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await listComments(ctx, params.id)),
);

export const POST = route(
	{
		summary: "Comments on a case",
		description: "Notifies the people in `mentions` whose `@Name` is in the body.",
		permission: "cases.work",
		params: uuidParams,
		body: commentInput,
		answers: { 201: commentDto },
		errors: ["not_found"],
	},
	async ({ ctx, params, body }) => Response.json(await addComment(ctx, params.id, body), { status: 201 }),
);
