import { addAddendum } from "@/lib/handovers/read-back/add-addendum";
import { addendumDto, addendumInput } from "@/lib/handovers/read-back/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Adds an addendum to a signed handover",
		permission: "handovers.write",
		params: uuidParams,
		body: addendumInput,
		answers: { 201: addendumDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await addAddendum(ctx, params.id, body), { status: 201 }),
);
