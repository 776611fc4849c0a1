import { commentDto } from "@/lib/cases/comments/answers";
import { editComment } from "@/lib/cases/comments/edit";
import { commentChange } from "@/lib/cases/comments/schema";
import { takeBackComment } from "@/lib/cases/comments/take-back";
import { removalQuery } from "@/lib/platform/http/operation";
import { noContent, route, unlessChanged, uuid } from "@/lib/platform/http/route";

export const PATCH = route(
	"Edits your own comment",
	{ id: uuid, body: commentChange, ...unlessChanged("comment") },
	commentDto,
	editComment,
);

export const DELETE = route(
	"Deletes a comment",
	{ id: uuid, query: removalQuery, ...unlessChanged("comment") },
	noContent,
	takeBackComment,
);
