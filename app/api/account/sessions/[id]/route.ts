import { noContent, route, uuid } from "@/lib/platform/http/route";
import { revokeOwnSession } from "@/lib/platform/identity/revoke-own-session";

export const DELETE = route("Signs one of your browsers out", { id: uuid }, noContent, revokeOwnSession);
