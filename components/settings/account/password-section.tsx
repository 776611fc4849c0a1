"use client";

import { useState } from "react";
import { asProblem } from "@/components/client/api";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Section } from "@/components/ui/section";
import { toasts } from "@/components/ui/toast";
import { useChangePassword } from "./queries";
import { SecretField } from "./secret-field";

export function PasswordSection({ changedAt }: { changedAt: string }) {
	const change = useChangePassword();
	const [open, setOpen] = useState(false);
	const [password, setPassword] = useState("");
	const [newPassword, setNewPassword] = useState("");
	const [endTokens, setEndTokens] = useState(false);
	const problem = change.isError ? asProblem(change.error) : null;
	const placed = (field: string) => problem?.places.find((place) => place.field === field)?.message;
	const close = () => {
		setOpen(false);
		setPassword("");
		setNewPassword("");
		setEndTokens(false);
		change.reset();
	};
	const submit = () =>
		change.mutate(
			{ password, newPassword, endTokens },
			{
				onSuccess: () => {
					close();
					toasts.add({
						title: endTokens
							? "Password changed. Your other browsers are signed out and your API tokens revoked."
							: "Password changed. Your other browsers are signed out.",
					});
				},
			},
		);
	return (
		<Section
			title="Password"
			actions={open ? null : <Button onClick={() => setOpen(true)}>Change password</Button>}
		>
			{open ? (
				<form
					noValidate
					aria-label="Change password"
					className="flex max-w-sm flex-col gap-3"
					onSubmit={(event) => {
						event.preventDefault();
						if (!change.isPending) submit();
					}}
				>
					{problem === null || problem.places.length > 0 ? null : <ProblemNotice error={problem} />}
					<SecretField
						id="password"
						label="Current password"
						autoComplete="current-password"
						value={password}
						onValue={setPassword}
						error={placed("password")}
						focus
					/>
					<SecretField
						id="new-password"
						label="New password"
						autoComplete="new-password"
						hint="At least 12 characters: three or four words do."
						value={newPassword}
						onValue={setNewPassword}
						error={placed("newPassword")}
					/>
					<Checkbox
						id="end-tokens"
						label="Also revoke my API tokens"
						hint="Do this if someone else might know your password."
						checked={endTokens}
						onCheckedChange={setEndTokens}
					/>
					<div className="flex gap-2">
						<Button type="submit" variant="primary" size="md" busy={change.isPending}>
							Change password
						</Button>
						<Button variant="ghost" size="md" onClick={close}>
							Cancel
						</Button>
					</div>
				</form>
			) : (
				<p className="text-muted">
					Changed <Ago value={changedAt} />.
				</p>
			)}
		</Section>
	);
}
