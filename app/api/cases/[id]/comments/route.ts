import { addComment } from "@/lib/cases/comments/add";
import { commentDto, commentList } from "@/lib/cases/comments/answers";
import { listComments } from "@/lib/cases/comments/list";
import { commentInput } from "@/lib/cases/comments/schema";
import { created, route, uuid } from "@/lib/platform/http/route";

export const GET = route("Lists a case's comments, oldest first", { id: uuid }, commentList, listComments);

export const POST = route(
	"Comments on a case",
	{
		id: uuid,
		body: commentInput,
		description: "Notifies the people in `mentions` whose `@Name` is in the body.",
	},
	created(commentDto),
	addComment,
);
