import { z } from "zod";
import { openApiDocument } from "@/lib/platform/http/openapi";
import type { Route } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { apiRoutes } from "./routes";

export const GET: Route = route(
	"Describes this API",
	{ open: true },
	z.looseObject({ openapi: z.string() }),
	async () => openApiDocument({ ...(await apiRoutes()), "/api/openapi.json": { GET } }),
);
