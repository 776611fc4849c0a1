"use client";

import { useState } from "react";
import { asProblem, request } from "@/components/client/api";
import { TextField } from "@/components/parts/form/fields";
import { Form } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { SignInReason } from "@/lib/platform/identity/sign-in-password";

type Step = "password" | "new-password" | "code";

interface PasswordFormProps {
	readonly returnTo: string;
	/** The page's main way in. */
	readonly main: boolean;
}

const LOOK = { autoCapitalize: "none", spellCheck: false, className: "h-9" } as const;
const NONE = { password: "", newPassword: "", repeated: "", code: "" };

/** Login and password, then what else is asked for. Each step sends everything again: there is no half session. */
export function PasswordForm({ returnTo, main }: PasswordFormProps) {
	const [step, setStep] = useState<Step>("password");
	const start = () => {
		form.set(NONE);
		setStep("password");
	};
	const form = useForm({
		id: "sign-in",
		values: () => ({ login: "", ...NONE }),
		check: ({ newPassword, repeated }) => ({
			repeated:
				step === "new-password" && newPassword !== repeated ? "The passwords don’t match." : undefined,
		}),
		send: async ({ login, password, newPassword, code }) => {
			try {
				await request("/api/sign-in/password", {
					method: "POST",
					json: {
						login,
						password,
						...(step === "code" ? { code } : {}),
						...(newPassword === "" ? {} : { newPassword }),
					},
				});
			} catch (error) {
				const reason = asProblem(error).document.reason as SignInReason | undefined;
				if (reason === "must_change" || reason === "code_needed") {
					setStep(reason === "must_change" ? "new-password" : "code");
					return false;
				}
				if (reason === "wrong") {
					if (step === "password") form.set({ password: "" });
					else start();
				}
				if (reason === "code_wrong") form.set({ code: "" });
				// The field that was emptied is the one to fill in again.
				const again = reason === "wrong" ? "password" : reason === "code_wrong" ? "code" : null;
				if (again !== null) requestAnimationFrame(() => document.getElementById(`sign-in-${again}`)?.focus());
				throw error;
			}
			// A whole new page: what the last person had loaded is gone with it. Until it is here, this one stays busy.
			window.location.assign(returnTo);
			return await new Promise<never>(() => {});
		},
		onSent: () => {},
	});
	const problem = form.problem === null ? null : asProblem(form.problem);
	const submit = step === "new-password" ? "Change it and sign in" : "Sign in";
	return (
		<Form form={{ ...form, problem: null }} label="Sign in with a password" submit={submit} className="gap-3">
			{problem === null ? null : (
				<Notice kind="error" live title={problem.message}>
					{problem.remedy}
				</Notice>
			)}
			{step === "password" ? (
				<>
					<TextField
						{...LOOK}
						field={form.field("login")}
						label="Login"
						autoComplete="username"
						autoFocus={main}
					/>
					<TextField
						{...LOOK}
						field={form.field("password")}
						label="Password"
						type="password"
						autoComplete="current-password"
					/>
				</>
			) : null}
			{step === "new-password" ? (
				<>
					<p>Someone else set this password. Choose your own.</p>
					<input type="hidden" name="username" autoComplete="username" value={form.values.login} />
					<TextField
						{...LOOK}
						field={form.field("newPassword")}
						label="New password"
						type="password"
						autoComplete="new-password"
						hint="At least 12 characters: three or four words do."
						autoFocus
					/>
					<TextField
						{...LOOK}
						field={form.field("repeated")}
						label="Repeat the password"
						type="password"
						autoComplete="new-password"
					/>
				</>
			) : null}
			{step === "code" ? (
				<TextField
					{...LOOK}
					field={form.field("code")}
					label="Code"
					autoComplete="one-time-code"
					inputMode="text"
					hint="Six digits from your authenticator app, or a recovery code."
					autoFocus
				/>
			) : null}
			<Button
				type="submit"
				variant={main || step !== "password" ? "primary" : "secondary"}
				size="md"
				busy={form.busy}
				className="h-9 w-full"
			>
				{submit}
			</Button>
			{step === "password" ? null : (
				<Button
					variant="ghost"
					size="md"
					onClick={() => {
						form.dismiss();
						start();
					}}
				>
					Start again
				</Button>
			)}
		</Form>
	);
}
