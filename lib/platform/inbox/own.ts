import { AppError } from "@/lib/core/errors";
import type { Actor } from "@/lib/platform/context/actor";

/** Whose inbox it is. @throws AppError `forbidden` for what is no person */
export function ownerOf(actor: Actor): string {
	if (actor.kind === "person") return actor.id;
	throw new AppError("forbidden", "Only people have an inbox.");
}
