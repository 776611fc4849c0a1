"use client";

import { request } from "@/components/client/api";
import { useMay, useMe } from "@/components/client/me";
import { type Choices, isNothing } from "@/components/parts/form/choices";
import { ChoicesField } from "@/components/parts/form/choices-field";
import { SelectField, TextField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { RoleField } from "@/components/parts/form/role-field";
import { useForm } from "@/components/parts/form/use-form";
import { isAtLeast, type Role } from "@/lib/core/roles";
import { PERMISSIONS } from "@/lib/platform/context/permission-table";
import {
	type NewToken,
	TOKEN_NAME_LIMIT,
	TOKEN_PERMISSIONS,
	type WorkspaceChoice,
} from "@/lib/platform/identity/token-schema";
import { TOKENS_KEY } from "./queries";

const LIVES = [
	{ value: "7", label: "7 days" },
	{ value: "30", label: "30 days" },
	{ value: "90", label: "90 days" },
	{ value: "365", label: "1 year" },
] as const;
type Life = (typeof LIVES)[number]["value"];
const DAY_MS = 86_400_000;
/** The server counts from when it has the request. */
const SLACK_MS = 60_000;

interface TokenFormProps {
	readonly workspaces: readonly WorkspaceChoice[];
	/** With what was made, or null when it was closed. */
	readonly onDone: (made: NewToken | null) => void;
}

interface Values {
	readonly name: string;
	readonly kind: "personal" | "service";
	readonly role: Role | null;
	readonly permissions: Choices;
	readonly workspaces: Choices;
	readonly expiresAt: Life;
}

/** Asks what a token is for, whose it is, what it may do and until when. */
export function TokenForm({ workspaces, onDone }: TokenFormProps) {
	const me = useMe();
	const manages = useMay("tokens.manage");
	const roleOf = ({ kind, role }: Values) => (kind === "service" && role !== null ? role : me.role);
	const possible = (values: Values) =>
		TOKEN_PERMISSIONS.filter((permission) => isAtLeast(roleOf(values), PERMISSIONS[permission].from));
	const wanted = (values: Values): readonly string[] =>
		possible(values).filter((one) => values.permissions === "all" || values.permissions.includes(one));
	const form = useForm({
		id: "token",
		values: (): Values => ({
			name: "",
			kind: "personal",
			role: "analyst",
			permissions: [],
			workspaces: "all",
			expiresAt: "90",
		}),
		check: (values) => ({
			name: values.name.trim() === "" ? "Enter what it is for." : null,
			permissions: wanted(values).length === 0 ? "Choose at least one thing the token may do." : null,
			workspaces: isNothing(values.workspaces) ? "Choose at least one workspace, or all of them." : null,
		}),
		send: (values) =>
			request<NewToken>("/api/tokens", {
				method: "POST",
				json: {
					kind: values.kind,
					name: values.name,
					permissions: wanted(values),
					workspaces: values.workspaces === "all" ? [] : values.workspaces,
					expiresAt: new Date(Date.now() + Number(values.expiresAt) * DAY_MS - SLACK_MS).toISOString(),
					...(values.kind === "service" ? { role: values.role } : {}),
				},
			}),
		invalidates: TOKENS_KEY,
		onSent: onDone,
	});
	const { kind, permissions } = form.values;
	const chosen = form.field("permissions");
	return (
		<FormDialog
			form={form}
			title="New API token"
			submit="Create token"
			failed="The token was not created"
			onClose={() => onDone(null)}
		>
			<TextField field={form.field("name")} label="What is it for?" maxLength={TOKEN_NAME_LIMIT} />
			{manages ? (
				<SelectField
					field={form.field("kind")}
					label="Owner"
					hint={
						kind === "personal"
							? "It never has more than you have, and ends when you are disabled."
							: "It acts under its own name and stays when you leave."
					}
					options={[
						{ value: "personal", label: "My own" },
						{ value: "service", label: "A service’s" },
					]}
					className="w-48"
				/>
			) : null}
			{kind === "service" ? <RoleField field={form.field("role")} /> : null}
			<ChoicesField
				field={{ ...chosen, value: permissions === "all" ? "all" : wanted(form.values) }}
				legend="Permissions"
				all="Everything the role allows for tokens"
				options={possible(form.values).map((value) => ({ value, label: PERMISSIONS[value].what }))}
			/>
			<ChoicesField
				field={form.field("workspaces")}
				legend="Where"
				all="All workspaces"
				options={workspaces.map(({ id, name: label }) => ({ value: id, label }))}
			/>
			<SelectField field={form.field("expiresAt")} label="Ends after" options={LIVES} className="w-48" />
		</FormDialog>
	);
}
