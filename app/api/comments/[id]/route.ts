import { commentDto } from "@/lib/cases/comments/answers";
import { editComment } from "@/lib/cases/comments/edit";
import { commentChange } from "@/lib/cases/comments/schema";
import { takeBackComment } from "@/lib/cases/comments/take-back";
import { removalQuery, uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const PATCH = route(
	{
		summary: "Edits your own comment",
		description: "If it changed since `version`, the 409 returns the current state in `comment`.",
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
		summary: "Deletes a comment",
		description: "If it changed since `version`, the 409 returns the current state in `comment`.",
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
