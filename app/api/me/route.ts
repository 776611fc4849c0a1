import { route } from "@/lib/http/route";

export const GET = route(async ({ ctx }) => {
	const { actor } = ctx;
	const person =
		actor.kind === "person" ? { id: actor.id, name: actor.name, verified: actor.verified } : null;
	return Response.json({ person });
});
