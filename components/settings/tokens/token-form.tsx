"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiProblem, request } from "@/components/client/api";
import { useMay, useMe } from "@/components/client/me";
import { type Choices, isNothing } from "@/components/parts/form/choices";
import { ChoicesField } from "@/components/parts/form/choices-field";
import { RoleChoice } from "@/components/parts/form/role-choice";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
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

const FIELDS = ["name", "permissions", "workspaces", "expiresAt"] as const;

interface TokenFormProps {
	readonly workspaces: readonly WorkspaceChoice[];
	/** With what was made, or null when it was closed. */
	readonly onDone: (made: NewToken | null) => void;
}

/** Asks what a token is for, whose it is, what it may do and until when. */
export function TokenForm({ workspaces, onDone }: TokenFormProps) {
	const me = useMe();
	const manages = useMay("tokens.manage");
	const queries = useQueryClient();
	const [name, setName] = useState("");
	const [kind, setKind] = useState<"personal" | "service">("personal");
	const [serviceRole, setServiceRole] = useState<Role>("analyst");
	const [permissions, setPermissions] = useState<Choices>([]);
	const [limits, setLimits] = useState<Choices>("all");
	const [life, setLife] = useState<Life>("90");
	const [problem, setProblem] = useState<unknown>(null);
	const [asked, setAsked] = useState(false);
	const [busy, setBusy] = useState(false);
	const first = useRef<HTMLInputElement>(null);

	const role = kind === "service" ? serviceRole : me.role;
	const possible = TOKEN_PERMISSIONS.filter((permission) => isAtLeast(role, PERMISSIONS[permission].from));
	const wanted: readonly string[] =
		permissions === "all" ? possible : possible.filter((permission) => permissions.includes(permission));
	const unchosen = {
		permissions: wanted.length === 0 ? "Choose at least one thing the token may do." : undefined,
		workspaces: isNothing(limits) ? "Choose at least one workspace, or all of them." : undefined,
	};
	const fault = (field: (typeof FIELDS)[number]) =>
		(asked && (field === "permissions" || field === "workspaces") ? unchosen[field] : undefined) ??
		(problem instanceof ApiProblem
			? problem.places.find((place) => place.field?.split(".")[0] === field)?.message
			: undefined);
	const placed = FIELDS.some((field) => fault(field) !== undefined);

	const save = async () => {
		setAsked(true);
		setProblem(null);
		// A missing name is the server's to tell, together with what it finds.
		if (name.trim() !== "" && Object.values(unchosen).some((text) => text !== undefined)) return;
		setBusy(true);
		try {
			const made = await request<NewToken>("/api/tokens", {
				method: "POST",
				json: {
					kind,
					name,
					permissions: wanted,
					workspaces: limits === "all" ? [] : limits,
					expiresAt: new Date(Date.now() + Number(life) * DAY_MS - SLACK_MS).toISOString(),
					...(kind === "service" ? { role } : {}),
				},
			});
			await queries.invalidateQueries({ queryKey: TOKENS_KEY });
			onDone(made);
		} catch (error) {
			setBusy(false);
			setProblem(error);
			if (error instanceof ApiProblem && error.places.some(({ field }) => field === "name")) {
				requestAnimationFrame(() => first.current?.focus());
			}
		}
	};

	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onDone(null)}
			title="New API token"
			initialFocus={first}
			footer={
				<>
					<Button size="md" onClick={() => onDone(null)}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="token-form" busy={busy}>
						Create token
					</Button>
				</>
			}
		>
			<form
				id="token-form"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy) void save();
				}}
				className="flex flex-col gap-4"
			>
				<Field id="token-name" label="What is it for?" error={fault("name")}>
					<Input
						ref={first}
						id="token-name"
						value={name}
						maxLength={TOKEN_NAME_LIMIT}
						onChange={(event) => setName(event.target.value)}
						aria-describedby="token-name-hint"
						aria-invalid={fault("name") !== undefined}
						autoComplete="off"
					/>
				</Field>
				{manages ? (
					<Field
						id="token-kind"
						label="Owner"
						hint={
							kind === "personal"
								? "It never has more than you have, and ends when you are disabled."
								: "It acts under its own name and stays when you leave."
						}
					>
						<Select
							id="token-kind"
							label="Owner"
							value={kind}
							options={[
								{ value: "personal", label: "My own" },
								{ value: "service", label: "A service’s" },
							]}
							onValueChange={setKind}
							className="w-48"
						/>
					</Field>
				) : null}
				{kind === "service" ? <RoleChoice value={serviceRole} onChange={setServiceRole} /> : null}
				<ChoicesField
					id="token-permissions"
					legend="Permissions"
					all="Everything the role allows for tokens"
					options={possible.map((value) => ({ value, label: PERMISSIONS[value].what }))}
					value={permissions === "all" ? "all" : wanted}
					error={fault("permissions")}
					onChange={setPermissions}
				/>
				<ChoicesField
					id="token-workspaces"
					legend="Where"
					all="All workspaces"
					options={workspaces.map(({ id, name: label }) => ({ value: id, label }))}
					value={limits}
					error={fault("workspaces")}
					onChange={setLimits}
				/>
				<Field id="token-life" label="Ends after" error={fault("expiresAt")}>
					<Select
						id="token-life"
						label="Ends after"
						value={life}
						options={LIVES}
						onValueChange={setLife}
						className="w-48"
					/>
				</Field>
				{problem !== null && !placed ? (
					<ProblemNotice error={problem} title="The token was not created" />
				) : null}
			</form>
		</Dialog>
	);
}
