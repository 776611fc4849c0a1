import { getReadBack } from "@/lib/handovers/read-back/read-back";
import { readBackDto } from "@/lib/handovers/read-back/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const GET = route("Gets the read-back of a signed handover", { id: uuid }, readBackDto, getReadBack);
