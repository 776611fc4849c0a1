import { z } from "zod";
import { route } from "@/lib/platform/http/route";
import { meAnswer } from "@/lib/platform/identity/answers";
import { describeMe } from "@/lib/platform/identity/me";

export const GET = route(
	"Gets who you are and what you can do",
	{ open: true },
	z.object({ me: meAnswer.nullable() }),
	({ actor }) => ({ me: describeMe(actor) }),
);
