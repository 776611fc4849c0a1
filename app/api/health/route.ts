import { z } from "zod";
import { health } from "@/lib/platform/http/health";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Reports that this process is alive",
		description: "Doesn't check the database or workspaces: see `/api/ready` and `/api/checks`.",
		permission: null,
		answers: { 200: z.object({ status: z.literal("ok") }) },
		anonymous: true,
		limited: false,
	},
	async () => Response.json(health(), { headers: { "cache-control": "no-store" } }),
);
