import { replyToItem } from "@/lib/handovers/read-back/reply";
import { messageDto, messageInput } from "@/lib/handovers/read-back/schema";
import { created, route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Replies in the thread of a handover's item",
	{ id: uuid, body: messageInput },
	created(messageDto),
	replyToItem,
);
