import { awaitingHandovers } from "@/lib/handovers/read-back/awaiting";
import { awaitingDto } from "@/lib/handovers/read-back/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	"Lists handovers that wait for your acknowledgement",
	{},
	awaitingDto,
	awaitingHandovers,
);
