"use client";

import { useState } from "react";
import { request } from "@/components/client/api";
import { TextField } from "@/components/parts/form/fields";
import { Form, FormButtons } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import type { TotpPairing } from "@/lib/platform/identity/answers";
import { ACCOUNT_KEY } from "./queries";

const PATH = "/api/account/authenticator";

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
	const rest = () => setState({ step: "rest" });
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
			{state.step === "begin" ? (
				<SecretForm
					name="password"
					submit="Continue"
					send={(json) => request<TotpPairing>(PATH, { method: "POST", json })}
					onSent={(pairing) => setState({ step: "pair", pairing })}
					onCancel={rest}
				/>
			) : null}
			{state.step === "remove" ? (
				<SecretForm
					name="password"
					submit="Remove the app"
					send={(json) => request<void>(PATH, { method: "DELETE", json })}
					onSent={rest}
					onCancel={rest}
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
							name="code"
							submit="Turn it on"
							send={(json) =>
								request<{ recoveryCodes: string[] }>(`${PATH}/confirmation`, { method: "POST", json })
							}
							onSent={({ recoveryCodes: codes }) => setState({ step: "codes", codes })}
							onCancel={rest}
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

interface SecretFormProps<Sent> {
	/** What is asked for. */
	readonly name: "password" | "code";
	readonly submit: string;
	readonly send: (json: Readonly<Record<string, string>>) => Promise<Sent>;
	readonly onSent: (sent: Sent) => void;
	readonly onCancel: () => void;
}

function SecretForm<Sent>({ name, submit, send, onSent, onCancel }: SecretFormProps<Sent>) {
	const form = useForm({
		id: "authenticator",
		values: () => ({ password: "", code: "" }),
		send: (values) => send({ [name]: values[name] }),
		invalidates: ACCOUNT_KEY,
		onSent,
	});
	return (
		<Form form={form} label="Authenticator app" submit={submit} className="max-w-sm gap-3">
			<TextField
				field={form.field(name)}
				label={name === "password" ? "Your password" : "The code it shows"}
				type={name === "password" ? "password" : "text"}
				autoComplete={name === "password" ? "current-password" : "one-time-code"}
				autoFocus
			/>
			<FormButtons form={form} submit={submit} onCancel={onCancel} />
		</Form>
	);
}
