import { handoverDetail, signInput } from "@/lib/handovers/handovers/schema";
import { signHandover } from "@/lib/handovers/signing/sign";
import { route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Signs a draft",
	{
		id: uuid,
		body: signInput,
		description:
			"Freezes its current state; its hash goes into the audit. If something is missing without a reason, the error lists it in `blocking`.",
	},
	handoverDetail,
	signHandover,
);
