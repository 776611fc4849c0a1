import { route, uuid } from "@/lib/platform/http/route";
import { revokeToken } from "@/lib/platform/identity/revoke-token";
import { tokenAnswer } from "@/lib/platform/identity/token-schema";

export const DELETE = route("Revokes an API token", { id: uuid }, tokenAnswer, revokeToken);
