import { route } from "@/lib/platform/http/route";
import { inboxPage } from "@/lib/platform/inbox/answers";
import { listInbox } from "@/lib/platform/inbox/list";
import { inboxInput } from "@/lib/platform/inbox/schema";

export const GET = route("Lists your inbox, newest first", { query: inboxInput }, inboxPage, listInbox);
