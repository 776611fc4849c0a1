"use client";

import { useEffect } from "react";
import { SIGNED_IN_CHANNEL } from "@/components/client/signed-in-channel";
import { buttonClass } from "@/components/ui/button-class";
import { cx } from "@/components/ui/cx";
import { SignInFrame } from "./sign-in-frame";

/** Where a tab ends that was opened only to sign in: it tells the one that waits, and closes where it may. */
export function SignedInPage() {
	useEffect(() => {
		const channel = new BroadcastChannel(SIGNED_IN_CHANNEL);
		channel.postMessage("signed in");
		channel.close();
		window.close();
	}, []);
	return (
		<SignInFrame title="You are signed in">
			<p>Go back to the tab you came from; it continues where it stopped. You can close this one.</p>
			<a href="/" className={cx(buttonClass("secondary", "md"), "h-9 w-full")}>
				Or go on here
			</a>
		</SignInFrame>
	);
}
