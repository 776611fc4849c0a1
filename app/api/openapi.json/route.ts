import { z } from "zod";
import { openApiDocument } from "@/lib/platform/http/openapi";
import type { Route } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { ROUTES } from "./routes";

export const GET: Route = route(
	{
		summary: "Describes this API",
		permission: null,
		answers: { 200: z.looseObject({ openapi: z.string() }) },
	},
	async () => Response.json(openApiDocument({ ...ROUTES, "/api/openapi.json": { GET } })),
);
