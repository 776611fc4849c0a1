import { z } from "zod";
import { addEntity } from "@/lib/cases/cases/add-entity";
import { listEntities } from "@/lib/cases/cases/list-entities";
import { caseEntities, entityInput } from "@/lib/cases/cases/schema";
import { created, route, uuid } from "@/lib/platform/http/route";

export const GET = route(
	"Lists a case's entities, and other cases that share them",
	{ id: uuid },
	caseEntities,
	listEntities,
);

export const POST = route(
	"Adds an entity to a case",
	{ id: uuid, body: entityInput },
	created(z.object({ id: z.uuid() })),
	addEntity,
);
