"use client";

import { ROLE_NAME } from "@/components/parts/page/roles";
import { ROLES, type Role } from "@/lib/core/roles";
import { roleAdds } from "@/lib/platform/identity/role-table";
import { RadioField } from "./fields";
import type { FieldState } from "./use-form";

const OPTIONS = ROLES.map((value) => ({ value, label: ROLE_NAME[value], hint: `${roleAdds(value)}.` }));

/** The roles, each with what it adds to the ones before. */
export function RoleField({ field }: { field: FieldState<Role | null> }) {
	return <RadioField field={field} legend="Role" options={OPTIONS} stacked />;
}
