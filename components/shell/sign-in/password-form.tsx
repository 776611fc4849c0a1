"use client";

import { type ReactNode, useRef, useState } from "react";
import { ApiProblem, asProblem, request } from "@/components/client/api";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { SignInReason } from "@/lib/platform/identity/sign-in-password";

type Step = "password" | "new-password" | "code";

interface PasswordFormProps {
	readonly returnTo: string;
	/** The page's main way in. */
	readonly main: boolean;
}

/** Login and password, then what else is asked for. Each step sends everything again: there is no half session. */
export function PasswordForm({ returnTo, main }: PasswordFormProps) {
	const [step, setStep] = useState<Step>("password");
	const [values, setValues] = useState({ login: "", password: "", newPassword: "", repeated: "", code: "" });
	const [problem, setProblem] = useState<ApiProblem | null>(null);
	const [busy, setBusy] = useState(false);
	const form = useRef<HTMLFormElement>(null);
	const set = (name: keyof typeof values) => (value: string) =>
		setValues((before) => ({ ...before, [name]: value }));

	const go = (next: Step) => {
		setProblem(null);
		setStep(next);
	};
	const start = () => {
		setValues((before) => ({ ...before, password: "", newPassword: "", repeated: "", code: "" }));
		setStep("password");
	};

	const submit = async () => {
		if (step === "new-password" && values.newPassword !== values.repeated) {
			setProblem(fault("repeated", "The passwords don’t match."));
			return;
		}
		setBusy(true);
		setProblem(null);
		try {
			await request("/api/sign-in/password", {
				method: "POST",
				json: {
					login: values.login,
					password: values.password,
					...(step === "code" ? { code: values.code } : {}),
					...(values.newPassword === "" ? {} : { newPassword: values.newPassword }),
				},
			});
			// A whole new page: what the last person had loaded is gone with it.
			window.location.assign(returnTo);
			return;
		} catch (error) {
			const told = asProblem(error);
			const reason = told.document.reason as SignInReason | undefined;
			if (reason === "must_change") go("new-password");
			else if (reason === "code_needed") go("code");
			else {
				setProblem(told);
				if (reason === "wrong") setValues((before) => ({ ...before, password: "" }));
				if (reason === "code_wrong") setValues((before) => ({ ...before, code: "" }));
				if (reason === "wrong" && step !== "password") start();
				// The field that was emptied is the one to fill in again.
				const again = reason === "wrong" ? "#password" : reason === "code_wrong" ? "#code" : null;
				if (again !== null) {
					requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(again)?.focus());
				}
			}
		}
		setBusy(false);
	};

	const placed = (field: string) => problem?.places.find((place) => place.field === field)?.message;
	const inPlace = ["login", "password", "newPassword", "repeated", "code"].some((field) => placed(field));
	return (
		<form
			ref={form}
			noValidate
			aria-label="Sign in with a password"
			className="flex flex-col gap-3"
			onSubmit={(event) => {
				event.preventDefault();
				if (!busy) void submit();
			}}
		>
			{problem === null || inPlace ? null : (
				<Notice kind="error" live title={problem.message}>
					{problem.remedy}
				</Notice>
			)}
			{step === "password" ? (
				<>
					<TextField
						id="login"
						label="Login"
						autoComplete="username"
						value={values.login}
						onValue={set("login")}
						error={placed("login")}
						focus={main}
					/>
					<TextField
						id="password"
						label="Password"
						type="password"
						autoComplete="current-password"
						value={values.password}
						onValue={set("password")}
						error={placed("password")}
					/>
				</>
			) : null}
			{step === "new-password" ? (
				<>
					<p>Someone else set this password. Choose your own.</p>
					<input type="hidden" name="username" autoComplete="username" value={values.login} />
					<TextField
						id="new-password"
						label="New password"
						type="password"
						autoComplete="new-password"
						hint="At least 12 characters: three or four words do."
						value={values.newPassword}
						onValue={set("newPassword")}
						error={placed("newPassword")}
						focus
					/>
					<TextField
						id="repeated"
						label="Repeat the password"
						type="password"
						autoComplete="new-password"
						value={values.repeated}
						onValue={set("repeated")}
						error={placed("repeated")}
					/>
				</>
			) : null}
			{step === "code" ? (
				<TextField
					id="code"
					label="Code"
					autoComplete="one-time-code"
					inputMode="text"
					hint="Six digits from your authenticator app, or a recovery code."
					value={values.code}
					onValue={set("code")}
					error={placed("code")}
					focus
				/>
			) : null}
			<Button
				type="submit"
				variant={main || step !== "password" ? "primary" : "secondary"}
				size="md"
				busy={busy}
				className="h-9 w-full"
			>
				{step === "new-password" ? "Change it and sign in" : "Sign in"}
			</Button>
			{step === "password" ? null : (
				<Button
					variant="ghost"
					size="md"
					onClick={() => {
						setProblem(null);
						start();
					}}
				>
					Start again
				</Button>
			)}
		</form>
	);
}

interface TextFieldProps {
	readonly id: string;
	readonly label: string;
	readonly value: string;
	readonly onValue: (value: string) => void;
	readonly autoComplete: string;
	readonly type?: "text" | "password";
	readonly inputMode?: "text" | "numeric";
	readonly hint?: ReactNode;
	readonly error?: string | undefined;
	/** Takes the focus when it appears. */
	readonly focus?: boolean;
}

function TextField({ id, label, value, onValue, hint, error, focus = false, ...input }: TextFieldProps) {
	return (
		<Field id={id} label={label} hint={hint} error={error}>
			<Input
				id={id}
				{...input}
				autoFocus={focus}
				autoCapitalize="none"
				spellCheck={false}
				value={value}
				aria-invalid={error !== undefined}
				aria-describedby={`${id}-hint`}
				onChange={(event) => onValue(event.target.value)}
				className="h-9"
			/>
		</Field>
	);
}

function fault(field: string, message: string): ApiProblem {
	return new ApiProblem(422, { detail: message, places: [{ field, message }] });
}
