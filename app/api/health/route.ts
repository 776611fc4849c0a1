import { z } from "zod";
import { route } from "@/lib/platform/http/route";

/**
 * That this process is alive, and nothing else: anyone who starts it again when this fails must not do so because the
 * database is away.
 */
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
	() => ({ status: "ok" as const }),
);
