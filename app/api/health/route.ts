import { health } from "@/lib/http/health";
import { route } from "@/lib/http/route";

export const GET = route(async ({ ctx }) => {
	const state = await health(ctx);
	return Response.json(state, { status: state.status === "ok" ? 200 : 503 });
});
