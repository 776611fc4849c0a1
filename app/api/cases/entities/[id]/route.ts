import { removeEntity } from "@/lib/cases/cases/remove-entity";
import { noContent, route, uuid } from "@/lib/platform/http/route";

export const DELETE = route(
	"Removes an entity that was added to a case by hand",
	{ id: uuid },
	noContent,
	removeEntity,
);
