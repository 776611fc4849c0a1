"use client";

import { ROLE_NAME } from "@/components/parts/page/roles";
import { cx } from "@/components/ui/cx";
import { ROLES, type Role } from "@/lib/core/roles";
import { roleAdds } from "@/lib/platform/identity/role-table";

interface RoleChoiceProps {
	readonly value: Role | null;
	readonly onChange: (role: Role) => void;
}

/** The roles, each with what it adds to the ones before. */
export function RoleChoice({ value, onChange }: RoleChoiceProps) {
	return (
		<fieldset>
			<legend className="mb-1 font-medium">Role</legend>
			{ROLES.map((role) => (
				<label
					key={role}
					className={cx(
						"flex items-start gap-2.5 rounded-md px-2 py-1.5 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus",
						role === value && "bg-selected hover:bg-selected",
					)}
				>
					<input
						type="radio"
						name="role"
						value={role}
						checked={role === value}
						onChange={() => onChange(role)}
						className="mt-1 size-3.5 shrink-0 accent-accent outline-none"
					/>
					<span>
						<span className="block font-medium">{ROLE_NAME[role]}</span>
						<span className="block text-muted text-sm">{roleAdds(role)}.</span>
					</span>
				</label>
			))}
		</fieldset>
	);
}
