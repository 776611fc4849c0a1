import { removeEntity } from "@/lib/cases/cases/remove-entity";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const DELETE = route(
	{
		summary: "Removes an entity that was added to a case by hand",
		permission: "cases.work",
		params: uuidParams,
		answers: { 204: null },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => {
		await removeEntity(ctx, params.id);
		return new Response(null, { status: 204 });
	},
);
