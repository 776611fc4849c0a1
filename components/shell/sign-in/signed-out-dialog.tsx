"use client";

import { LogIn } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useMe } from "@/components/client/me";
import { SIGNED_IN_CHANNEL } from "@/components/client/signed-in-channel";
import { answerSignedOut } from "@/components/client/signed-out";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Dialog } from "@/components/ui/dialog";
import type { Me } from "@/lib/platform/identity/answers";

type State =
	| { readonly step: "in" }
	/** Signed out; the person may sign in in another tab. */
	| { readonly step: "out" }
	/** Someone else has signed in: what waits is not theirs. */
	| { readonly step: "other"; readonly name: string };

/** Says that the session has ended, and has the requests that met it wait until there is one again. */
export function SignedOutDialog() {
	const me = useMe();
	const [state, setState] = useState<State>({ step: "in" });
	const waiting = useRef<((again: boolean) => void)[]>([]);
	/** Closed without signing in: only what a person does asks again, not what pages ask for by themselves. */
	const declined = useRef(false);

	const settle = (again: boolean) => {
		for (const resolve of waiting.current.splice(0)) resolve(again);
		declined.current = !again;
		setState({ step: "in" });
	};

	useEffect(
		() =>
			answerSignedOut(async (write) => {
				if (declined.current && !write) return false;
				setState((before) => (before.step === "in" ? { step: "out" } : before));
				return await new Promise<boolean>((resolve) => waiting.current.push(resolve));
			}),
		[],
	);

	const look = useEffectEvent(async () => {
		if (waiting.current.length === 0) return;
		const now = await currentMe();
		if (now === null) return;
		if (now.id === me.id) settle(true);
		else setState({ step: "other", name: now.name });
	});
	useEffect(() => {
		const channel = new BroadcastChannel(SIGNED_IN_CHANNEL);
		const onNews = () => void look();
		channel.addEventListener("message", onNews);
		window.addEventListener("focus", onNews);
		return () => {
			channel.close();
			window.removeEventListener("focus", onNews);
		};
	}, []);

	if (state.step === "in") return null;
	if (state.step === "other") {
		return (
			<Dialog
				open
				onOpenChange={() => settle(false)}
				title={`You are signed in as ${state.name} now`}
				description={`Your last change as ${me.name} was not saved, and can’t be saved under another name.`}
				size="sm"
				footer={
					<Button variant="primary" size="md" onClick={() => window.location.reload()}>
						Go on as {state.name}
					</Button>
				}
			/>
		);
	}
	return (
		<Dialog
			open
			onOpenChange={() => settle(false)}
			title="You are signed out"
			description="Your session has ended. Sign in again in a new tab: what you just did is kept here and then sent."
			size="sm"
			footer={
				<>
					<Button variant="ghost" size="md" onClick={() => settle(false)}>
						Not now
					</Button>
					<a
						href="/sign-in?returnTo=%2Fsigned-in"
						target="_blank"
						rel="noopener"
						className={buttonClass("primary", "md")}
					>
						<LogIn aria-hidden className="size-3.5" />
						Sign in
					</a>
				</>
			}
		/>
	);
}

/** Not by `request`, which would wait for this very dialog. Null while nobody is signed in. */
async function currentMe(): Promise<Me | null> {
	try {
		const response = await fetch("/api/me", { headers: { accept: "application/json" } });
		return response.ok ? ((await response.json()) as { me: Me | null }).me : null;
	} catch {
		return null;
	}
}
