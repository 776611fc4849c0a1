import { z } from "zod";
import { addEntity } from "@/lib/cases/cases/add-entity";
import { listEntities } from "@/lib/cases/cases/list-entities";
import { caseEntities, entityInput } from "@/lib/cases/cases/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists a case's entities, and other cases that share them",
		permission: "cases.read",
		params: uuidParams,
		answers: { 200: caseEntities },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await listEntities(ctx, params.id)),
);

export const POST = route(
	{
		summary: "Adds an entity to a case",
		permission: "cases.work",
		params: uuidParams,
		body: entityInput,
		answers: { 201: z.object({ id: z.uuid() }) },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await addEntity(ctx, params.id, body), { status: 201 }),
);
