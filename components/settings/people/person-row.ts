import type { PersonDto } from "@/lib/platform/identity/people-schema";

/** A person with what the columns need around them. */
export interface PersonRow extends PersonDto {
	readonly workspaceChoices: readonly { readonly id: string; readonly name: string }[];
}
