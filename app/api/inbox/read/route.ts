import { noContent, route } from "@/lib/platform/http/route";
import { markRead } from "@/lib/platform/inbox/mark-read";
import { readInput } from "@/lib/platform/inbox/schema";

export const POST = route(
	"Marks items of your inbox as read or unread",
	{ body: readInput },
	noContent,
	markRead,
);
