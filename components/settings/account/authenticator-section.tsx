"use client";

import { useState } from "react";
import { asProblem } from "@/components/client/api";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Section } from "@/components/ui/section";
import type { TotpPairing } from "@/lib/platform/identity/answers";
import { useBeginAuthenticator, useConfirmAuthenticator, useRemoveAuthenticator } from "./queries";
import { SecretField } from "./secret-field";

type State =
	| { readonly step: "rest" }
	| { readonly step: "begin" }
	| { readonly step: "pair"; readonly pairing: TotpPairing }
	| { readonly step: "codes"; readonly codes: readonly string[] }
	| { readonly step: "remove" };

interface AuthenticatorSectionProps {
	readonly inForce: boolean;
	/** How many are left. */
	readonly recoveryCodes: number;
}

export function AuthenticatorSection({ inForce, recoveryCodes }: AuthenticatorSectionProps) {
	const [state, setState] = useState<State>({ step: "rest" });
	const begin = useBeginAuthenticator();
	const confirm = useConfirmAuthenticator();
	const remove = useRemoveAuthenticator();
	const rest = () => {
		begin.reset();
		confirm.reset();
		remove.reset();
		setState({ step: "rest" });
	};
	return (
		<Section
			title="Authenticator app"
			actions={
				state.step !== "rest" ? null : (
					<Button onClick={() => setState({ step: inForce ? "remove" : "begin" })}>
						{inForce ? "Remove" : "Set up"}
					</Button>
				)
			}
		>
			{state.step === "rest" ? (
				<p className="text-muted">
					{inForce
						? `Every sign-in asks for a code from your app. ${recoveryCodes} recovery codes are left.`
						: "Not set up: your password alone signs you in. With an app, a stolen password isn’t enough."}
				</p>
			) : null}
			{state.step === "begin" || state.step === "remove" ? (
				<SecretForm
					key={state.step}
					label="Your password"
					autoComplete="current-password"
					field="password"
					action={state.step === "begin" ? "Continue" : "Remove the app"}
					error={state.step === "begin" ? begin.error : remove.error}
					busy={begin.isPending || remove.isPending}
					onCancel={rest}
					onSubmit={(password) => {
						if (state.step === "remove") remove.mutate({ password }, { onSuccess: rest });
						else begin.mutate({ password }, { onSuccess: (pairing) => setState({ step: "pair", pairing }) });
					}}
				/>
			) : null}
			{state.step === "pair" ? (
				<div className="flex flex-wrap items-start gap-4">
					{/* biome-ignore lint/performance/noImgElement: a drawing in the page itself, nothing to load or scale */}
					<img
						src={`data:image/svg+xml;utf8,${encodeURIComponent(state.pairing.qr)}`}
						alt="QR code for the authenticator app; the key beside it is the same"
						className="size-44 rounded-md"
					/>
					<div className="flex min-w-0 max-w-sm flex-1 basis-60 flex-col gap-3">
						<p>
							Scan this with an authenticator app, or type in the key:{" "}
							<code className="break-all">{state.pairing.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
						</p>
						<SecretForm
							label="The code it shows"
							autoComplete="one-time-code"
							field="code"
							action="Turn it on"
							error={confirm.error}
							busy={confirm.isPending}
							onCancel={rest}
							onSubmit={(code) =>
								confirm.mutate(
									{ code },
									{ onSuccess: (done) => setState({ step: "codes", codes: done.recoveryCodes }) },
								)
							}
						/>
					</div>
				</div>
			) : null}
			{state.step === "codes" ? (
				<div className="flex flex-col items-start gap-3">
					<Notice kind="warning" title="Save these recovery codes now" live>
						<p>Each one signs you in once if you lose your phone. They are not shown again.</p>
					</Notice>
					<ul aria-label="Recovery codes" className="grid grid-cols-2 gap-x-6 gap-y-1 font-mono">
						{state.codes.map((code) => (
							<li key={code}>{code}</li>
						))}
					</ul>
					<div className="flex gap-2">
						<CopyButton text={state.codes.join("\n")} label="Copy them" />
						<Button variant="primary" onClick={rest}>
							I saved them
						</Button>
					</div>
				</div>
			) : null}
		</Section>
	);
}

interface SecretFormProps {
	readonly label: string;
	readonly autoComplete: "current-password" | "one-time-code";
	/** The field's name in the server's answer. */
	readonly field: string;
	readonly action: string;
	readonly error: Error | null;
	readonly busy: boolean;
	readonly onSubmit: (value: string) => void;
	readonly onCancel: () => void;
}

function SecretForm({
	label,
	autoComplete,
	field,
	action,
	error,
	busy,
	onSubmit,
	onCancel,
}: SecretFormProps) {
	const [value, setValue] = useState("");
	const problem = error === null ? null : asProblem(error);
	const placed = problem?.places.find((place) => place.field === field)?.message;
	return (
		<form
			noValidate
			aria-label="Authenticator app"
			className="flex max-w-sm flex-col gap-3"
			onSubmit={(event) => {
				event.preventDefault();
				if (!busy) onSubmit(value);
			}}
		>
			{problem === null || placed !== undefined ? null : <ProblemNotice error={problem} />}
			<SecretField
				id={`authenticator-${field}`}
				label={label}
				autoComplete={autoComplete}
				value={value}
				onValue={setValue}
				error={placed}
				focus
			/>
			<div className="flex gap-2">
				<Button type="submit" variant="primary" size="md" busy={busy}>
					{action}
				</Button>
				<Button variant="ghost" size="md" onClick={onCancel}>
					Cancel
				</Button>
			</div>
		</form>
	);
}
