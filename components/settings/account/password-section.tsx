"use client";

import { useState } from "react";
import { request } from "@/components/client/api";
import { CheckField, TextField } from "@/components/parts/form/fields";
import { Form, FormButtons } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { toasts } from "@/components/ui/toast";
import { ACCOUNT_KEY } from "./queries";

export function PasswordSection({ changedAt }: { changedAt: string }) {
	const [open, setOpen] = useState(false);
	return (
		<Section
			title="Password"
			actions={open ? null : <Button onClick={() => setOpen(true)}>Change password</Button>}
		>
			{open ? (
				<PasswordForm onDone={() => setOpen(false)} />
			) : (
				<p className="text-muted">
					Changed <Ago value={changedAt} />.
				</p>
			)}
		</Section>
	);
}

function PasswordForm({ onDone }: { onDone: () => void }) {
	const form = useForm({
		id: "change",
		values: () => ({ password: "", newPassword: "", endTokens: false }),
		send: async (json) => {
			await request<void>("/api/account/password", { method: "POST", json });
			return json;
		},
		invalidates: ACCOUNT_KEY,
		onSent: ({ endTokens }) => {
			onDone();
			toasts.add({
				title: endTokens
					? "Password changed. Your other browsers are signed out and your API tokens revoked."
					: "Password changed. Your other browsers are signed out.",
			});
		},
	});
	return (
		<Form form={form} label="Change password" submit="Change password" className="max-w-sm gap-3">
			<TextField
				field={form.field("password")}
				label="Current password"
				type="password"
				autoComplete="current-password"
				autoFocus
			/>
			<TextField
				field={form.field("newPassword")}
				label="New password"
				type="password"
				autoComplete="new-password"
				hint="At least 12 characters: three or four words do."
			/>
			<CheckField
				field={form.field("endTokens")}
				label="Also revoke my API tokens"
				hint="Do this if someone else might know your password."
			/>
			<FormButtons form={form} submit="Change password" onCancel={onDone} />
		</Form>
	);
}
