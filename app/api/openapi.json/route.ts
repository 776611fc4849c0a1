import { z } from "zod";
import { openApiDocument } from "@/lib/http/openapi";
import type { Route } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { ROUTES } from "./routes";

export const GET: Route = route(
	{
		summary: "Describes this API",
		permission: null,
		answers: { 200: z.looseObject({ openapi: z.string() }) },
	},
	async () => Response.json(openApiDocument({ ...ROUTES, "/api/openapi.json": { GET } })),
);
