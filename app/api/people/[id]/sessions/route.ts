import { z } from "zod";
import { route, uuid } from "@/lib/platform/http/route";
import { signOutPerson } from "@/lib/platform/identity/sign-out-person";

export const DELETE = route(
	"Signs a person out everywhere",
	{ id: uuid },
	z.object({ ended: z.number() }),
	signOutPerson,
);
