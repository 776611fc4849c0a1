import { commentDto } from "@/lib/comments/answers";
import { editComment } from "@/lib/comments/edit";
import { commentChange } from "@/lib/comments/schema";
import { takeBackComment } from "@/lib/comments/take-back";
import { removalQuery, uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";

export const PATCH = route(
	{
		summary: "Changes one's own comment",
		description: "When it has changed since `version`, the 409 carries it as it stands, in `comment`.",
		permission: "cases.work",
		params: uuidParams,
		body: commentChange,
		answers: { 200: commentDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await editComment(ctx, params.id, body)),
);

export const DELETE = route(
	{
		summary: "Takes a comment back",
		description: "When it has changed since `version`, the 409 carries it as it stands, in `comment`.",
		permission: "cases.work",
		params: uuidParams,
		query: removalQuery,
		answers: { 204: null },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, query }) => {
		await takeBackComment(ctx, params.id, query);
		return new Response(null, { status: 204 });
	},
);
