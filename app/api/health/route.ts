import { z } from "zod";
import { health } from "@/lib/platform/http/health";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	"Reports that this process is alive",
	{
		description: "Doesn't check the database or workspaces: see `/api/ready` and `/api/checks`.",
		open: true,
		anonymous: true,
		limited: false,
		fresh: true,
	},
	z.object({ status: z.literal("ok") }),
	health,
);
